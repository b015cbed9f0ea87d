/** How far the server's clock is ahead of this browser's, in milliseconds. */
let ahead = 0

/** Learns the server's clock from the `Date` header of an answer. */
export function noteServerTime(date: string | null): void {
  const server = date === null ? Number.NaN : Date.parse(date)
  if (!Number.isNaN(server)) ahead = server - Date.now()
}

/** The time as the server has it: rentals end by its clock, not by the browser's, which may be wrong. */
export function serverNow(): number {
  return Date.now() + ahead
}
