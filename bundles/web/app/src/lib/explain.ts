import { Problem } from '@/services/problem'

/** What to do about an error, where the code alone tells; the server's own detail says what happened. */
const HINTS: Record<string, string> = {
  unreachable: 'The server does not answer. Check your connection and try again.',
  'service-missing': 'This part of the server is being updated. Try again in a moment.',
  'sign-in-failed': 'The e-mail address or the password is not right.',
  'sign-in-required': 'Please sign in first.',
  'session-expired': 'Your session has ended. Please sign in again.',
  'email-taken': 'There is already an account with this e-mail address. Sign in instead.',
  forbidden: 'Your account may not do this.',
  'csrf-header-missing': 'The browser left out a header. Reload the page and try again.',
  'not-found': 'There is no such thing, or it is not yours.',
  'device-not-available': 'This device can’t be rented right now. Pick another one.',
  'device-rented': 'A rental is running on this device. It has to end first.',
  'order-not-payable': 'This order can no longer be paid or changed.',
  'payment-mismatch': 'The amount does not match the order.',
  'body-too-large': 'That is too long. Shorten the texts and try again.',
  'ports-exhausted': 'The server has no free port left. Its admin has to widen the range.',
  internal: 'Something went wrong on the server. Its admin finds the cause in the log.',
}

/** Codes whose detail says more than a fixed text could: which field is wrong, and how. */
const DETAIL_FIRST = new Set([
  'field-invalid',
  'payment-mismatch',
  'transition-forbidden',
  'conflict',
  'device-not-available',
  'order-not-payable',
])

/** An error in plain words, with what to do. */
export function explain(error: unknown): string {
  if (!(error instanceof Problem))
    return 'Something went wrong on this page. Reload it and try again.'
  if (error.code === 'rate-limited') return explainWait(error)
  const hint = HINTS[error.code]
  if (error.detail && (!hint || DETAIL_FIRST.has(error.code))) return error.detail
  return hint ?? `The server answered with an error (${error.status}). Try again in a moment.`
}

function explainWait({ retryAfter }: Problem): string {
  const wait = retryAfter > 0 ? `${retryAfter} s` : 'a minute'
  return `Too many tries in a short time. Wait ${wait} and try again.`
}
