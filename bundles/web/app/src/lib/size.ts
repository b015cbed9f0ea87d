const KIB = 1024

/** Mebibytes for a person's eyes, for instance `3.7 GiB`. */
export function formatMib(mib: number): string {
  if (mib < KIB) return `${mib} MiB`
  const gib = mib / KIB
  return `${gib < 10 ? gib.toFixed(1).replace('.0', '') : Math.round(gib)} GiB`
}

/** Bytes for a person's eyes, for instance `12 KiB`. */
export function formatBytes(bytes: number): string {
  if (bytes < KIB) return `${bytes} B`
  if (bytes < KIB * KIB) return `${Math.round(bytes / KIB)} KiB`
  return formatMib(Math.round(bytes / KIB / KIB))
}
