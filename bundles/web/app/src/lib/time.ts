const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A point in time in the reader's own zone, for instance `22 Nov 2026, 17:09`. */
export function formatInstant(iso: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(iso),
  )
}

/** What is left until `end`, for instance `2 d 04:05:09` or `04:05:09`; zero once it has passed. */
export function formatCountdown(end: string, now: number): string {
  const left = Math.max(0, Math.ceil((Date.parse(end) - now) / SECOND)) * SECOND
  const days = Math.floor(left / DAY)
  const clock = [Math.floor((left % DAY) / HOUR), (left % HOUR) / MINUTE, (left % MINUTE) / SECOND]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':')
  return days > 0 ? `${days} d ${clock}` : clock
}

/** How long ago something was, roughly, for instance `5 minutes ago`. */
export function formatAgo(iso: string, now: number): string {
  const past = Math.max(0, now - Date.parse(iso))
  if (past < MINUTE) return 'just now'
  if (past < HOUR) return `${plural(Math.floor(past / MINUTE), 'minute')} ago`
  if (past < DAY) return `${plural(Math.floor(past / HOUR), 'hour')} ago`
  return `${plural(Math.floor(past / DAY), 'day')} ago`
}

/** A term in hours in words, for instance `1 day 2 hours`. */
export function formatHours(hours: number): string {
  const days = Math.floor(hours / 24)
  const rest = hours % 24
  const parts = []
  if (days > 0) parts.push(plural(days, 'day'))
  if (rest > 0 || days === 0) parts.push(plural(rest, 'hour'))
  return parts.join(' ')
}

/** A number with its noun, for instance `1 hour`, `2 hours`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
