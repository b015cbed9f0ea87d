import { formatHours } from './time'

/** The longest term of any device: a leap year. */
export const HOURS_MAX = 8784

/** For how long a device can be rented, in whole hours. */
export interface Term {
  shortestHours: number
  longestHours: number
}

/** What a device is rented for whose owner says nothing. */
export const USUAL_TERM: Term = { shortestHours: 1, longestHours: 720 }

/** As long as anybody likes. */
export const ANY_TERM: Term = { shortestHours: 1, longestHours: HOURS_MAX }

/** What is wrong with a number of hours; empty if nothing. */
export function hoursFault(hours: number | '', term: Term = ANY_TERM): string {
  if (hours === '' || !Number.isInteger(hours)) return 'Give a whole number of hours.'
  if (hours < term.shortestHours) return `${inBoth(term.shortestHours)} is the shortest term.`
  if (hours > term.longestHours) return `${inBoth(term.longestHours)} is the longest term.`
  return ''
}

/** What is wrong with a term that an owner chose; empty if nothing. */
export function termFault(shortest: number | '', longest: number | ''): string {
  const fault = hoursFault(shortest) || hoursFault(longest)
  if (fault) return fault
  return Number(shortest) > Number(longest) ? 'The longest term is shorter than the shortest.' : ''
}

/** Hours as such and, if they make days, as those. */
function inBoth(hours: number): string {
  const words = formatHours(hours)
  return hours < 24 ? words : `${hours} hours (${words})`
}
