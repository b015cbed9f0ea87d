/** An amount in minor units (cents, satoshi) of a currency. */
export interface Money {
  amount: number
  currency: string
}

/** Currencies offered when a price is set; the server takes any code. */
export const CURRENCIES = ['EUR', 'USD', 'GBP', 'CHF', 'JPY', 'BTC', 'BCH', 'LTC', 'ZEC']

/** Coins, which the browser's own currency tables don't know. */
const COIN_DIGITS: Record<string, number> = { BTC: 8, BCH: 8, LTC: 8, ZEC: 8 }

/** How many decimals the currency has. */
export function digitsOf(currency: string): number {
  const coin = COIN_DIGITS[currency]
  if (coin !== undefined) return coin
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency })
    return format.resolvedOptions().maximumFractionDigits ?? 2
  } catch {
    return 2
  }
}

/** The amount as a plain decimal, for instance `0.05`. Whole numbers all the way: nothing is rounded. */
export function toDecimal({ amount, currency }: Money): string {
  const digits = digitsOf(currency)
  const sign = amount < 0 ? '-' : ''
  const minor = String(Math.abs(amount)).padStart(digits + 1, '0')
  if (digits === 0) return sign + minor
  return `${sign}${minor.slice(0, -digits)}.${minor.slice(-digits)}`
}

/** The amount for a person's eyes, for instance `0.05 EUR`. */
export function formatMoney(money: Money): string {
  const decimal = toDecimal(money)
  const [whole = '', fraction] = decimal.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fraction === undefined ? grouped : `${grouped}.${fraction}`} ${money.currency}`
}

/**
 * Reads what a person typed, with a point or a comma before the decimals.
 *
 * @returns the amount, or undefined if it is not one in this currency
 */
export function parseMoney(text: string, currency: string): Money | undefined {
  const match = /^(\d{1,15})(?:[.,](\d+))?$/.exec(text.trim())
  if (!match) return undefined
  const digits = digitsOf(currency)
  const fraction = (match[2] ?? '').replace(/0+$/, '')
  if (fraction.length > digits) return undefined
  const amount = Number(match[1] + fraction.padEnd(digits, '0'))
  return Number.isSafeInteger(amount) ? { amount, currency } : undefined
}

/** This amount less another of the same currency. */
export function minus({ amount, currency }: Money, other: Money): Money {
  return { amount: amount - other.amount, currency }
}

/** What `count` cost if `agreedCount` cost this much; rounded up, as the server does. */
export function inProportion(
  { amount, currency }: Money,
  agreedCount: number,
  count: number,
): Money {
  const whole = BigInt(amount) * BigInt(count)
  const each = BigInt(agreedCount)
  return { amount: Number((whole + each - 1n) / each), currency }
}

/** The price of `count` hours at this rate. */
export function times({ amount, currency }: Money, count: number): Money {
  return { amount: amount * count, currency }
}
