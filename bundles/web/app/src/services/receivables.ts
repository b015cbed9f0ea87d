import { devices } from './devices'
import { invoices, type Invoice } from './invoices'
import { orders } from './orders'

/** Payments that an owner, or an admin, confirms. */
export interface Receivables {
  open: Invoice[]
  done: Invoice[]
  isEmpty: boolean
}

/**
 * The server also shows people the invoices they have to pay: those are left out, unless they pay themselves for a device of
 * their own. An admin confirms any.
 */
export async function findReceivables(
  accountId: string,
  isAdmin: boolean,
  signal?: AbortSignal,
): Promise<Receivables> {
  const [allInvoices, allOrders, ownDevices] = await Promise.all([
    invoices.list(signal),
    orders.list(signal),
    devices.list(signal),
  ])
  const deviceIds = new Set(ownDevices.map(({ id }) => id))
  const toPay = new Set(
    allOrders
      .filter(({ renterId, deviceId }) => renterId === accountId && !deviceIds.has(deviceId))
      .map(({ id }) => id),
  )
  const due = isAdmin ? allInvoices : allInvoices.filter(({ orderId }) => !toPay.has(orderId))
  return {
    open: due.filter(isOpen),
    done: due.filter((invoice) => !isOpen(invoice)).reverse(),
    isEmpty: due.length === 0,
  }
}

function isOpen({ state, toRefund }: Invoice): boolean {
  return state === 'AWAITING_PAYMENT' || toRefund.amount > 0
}
