/** The longest term of an order: a leap year. */
export const HOURS_MAX = 8784

/** What is wrong with a term in hours; empty if nothing. */
export function hoursFault(hours: number | ''): string {
  if (hours === '' || !Number.isInteger(hours)) return 'Give a whole number of hours.'
  if (hours < 1) return 'One hour is the shortest term.'
  if (hours > HOURS_MAX) return `${HOURS_MAX} hours (one year) is the longest term.`
  return ''
}
