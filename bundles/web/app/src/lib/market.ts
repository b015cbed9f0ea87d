import { digitsOf } from './money'
import type { Listing } from '@/services/listings'

export type Order = 'price' | 'memory' | 'newest'

/** What a renter looks for. */
export interface Choice {
  /** Debian's name, or empty for any. */
  architecture: string
  /** At least so much memory, in MiB, as text for a select. */
  memory: string
  order: Order
}

export const anyListing: Readonly<Choice> = { architecture: '', memory: '0', order: 'price' }

const ORDERS: Record<Order, (a: Listing, b: Listing) => number> = {
  price: (a, b) =>
    a.hourlyRate.currency.localeCompare(b.hourlyRate.currency) || decimal(a) - decimal(b),
  memory: (a, b) => b.hardware.memoryMib - a.hardware.memoryMib,
  newest: (a, b) => b.listedAt.localeCompare(a.listedAt),
}

/** The listings that fit, in the order that was asked for. */
export function choose(listings: Listing[], { architecture, memory, order }: Choice): Listing[] {
  return listings
    .filter(({ hardware }) => architecture === '' || hardware.architecture === architecture)
    .filter(({ hardware }) => hardware.memoryMib >= Number(memory))
    .sort((a, b) => ORDERS[order](a, b) || a.name.localeCompare(b.name))
}

/** For sorting within one currency only; no amount is computed from it. */
function decimal({ hourlyRate }: Listing): number {
  return hourlyRate.amount / 10 ** digitsOf(hourlyRate.currency)
}
