const KIB = 1024

/** Mebibytes for a person's eyes, for instance `3.7 GiB`. */
export function formatMib(mib: number): string {
  if (mib < KIB) return `${mib} MiB`
  return mib < KIB * KIB ? `${short(mib / KIB)} GiB` : `${short(mib / KIB / KIB)} TiB`
}

/** Bytes for a person's eyes, for instance `12 KiB`. */
export function formatBytes(bytes: number): string {
  if (bytes < KIB) return `${bytes} B`
  if (bytes < KIB * KIB) return `${Math.round(bytes / KIB)} KiB`
  return formatMib(Math.round(bytes / KIB / KIB))
}

/** One decimal where it matters. */
function short(value: number): string {
  return value < 10 ? value.toFixed(1).replace('.0', '') : String(Math.round(value))
}
