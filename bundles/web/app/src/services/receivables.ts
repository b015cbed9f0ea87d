import { invoices, type Invoice } from './invoices'
import { orders, type Order } from './orders'

/** Payments that an owner, or an admin, confirms. */
export interface Receivables {
  open: Invoice[]
  done: Invoice[]
  isEmpty: boolean
}

/** The server also shows renters the invoices they have to pay: those are left out, for an admin they are not. */
export async function findReceivables(
  accountId: string,
  isAdmin: boolean,
  signal?: AbortSignal,
): Promise<Receivables> {
  const [allInvoices, allOrders] = await Promise.all([invoices.list(signal), orders.list(signal)])
  const own = new Set(allOrders.filter((order) => order.renterId === accountId).map(idOf))
  const due = isAdmin ? allInvoices : allInvoices.filter(({ orderId }) => !own.has(orderId))
  return {
    open: due.filter(isOpen),
    done: due.filter((invoice) => !isOpen(invoice)),
    isEmpty: due.length === 0,
  }
}

function idOf({ id }: Order): string {
  return id
}

function isOpen({ state }: Invoice): boolean {
  return state === 'AWAITING_PAYMENT' || state === 'REFUND_DUE'
}
