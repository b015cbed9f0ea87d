import { orders, type Order } from './orders'
import { rentals, type Rental } from './rentals'

/** A person's orders and rentals as a renter, sorted by what they need now; the newest first. */
export interface Contracts {
  running: Rental[]
  past: Rental[]
  /** Orders that wait for a payment or a refund. */
  open: Order[]
  /** Orders that never became a rental. */
  closed: Order[]
  isEmpty: boolean
}

/** The server also shows owners the contracts of their devices, and admins all: only the renter's own are wanted here. */
export async function findContracts(renterId: string, signal?: AbortSignal): Promise<Contracts> {
  const [allOrders, allRentals] = await Promise.all([orders.list(signal), rentals.list(signal)])
  return sortContracts(
    allOrders.filter((order) => order.renterId === renterId),
    allRentals.filter((rental) => rental.renterId === renterId),
  )
}

export function sortContracts(ownOrders: Order[], ownRentals: Rental[]): Contracts {
  const newestRentals = [...ownRentals].sort((a, b) => b.startedAt.localeCompare(a.startedAt))
  const unfulfilled = ownOrders
    .filter(({ state }) => state !== 'FULFILLED' && state !== 'SETTLED')
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
  return {
    running: newestRentals.filter(({ state }) => state === 'ACTIVE'),
    past: newestRentals.filter(({ state }) => state !== 'ACTIVE'),
    open: unfulfilled.filter(isOpen),
    closed: unfulfilled.filter((order) => !isOpen(order)),
    isEmpty: ownRentals.length + unfulfilled.length === 0,
  }
}

function isOpen({ state }: Order): boolean {
  return state === 'AWAITING_PAYMENT' || state === 'REFUND_DUE'
}
