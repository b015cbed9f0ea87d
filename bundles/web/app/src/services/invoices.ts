import type { Money } from '@/lib/money'
import { http } from './http'
import type { OrderState } from './orders'

export interface Invoice {
  orderId: string
  reference: string
  total: Money
  paid: Money
  /** What is to go back to the renter, and did not yet. */
  toRefund: Money
  state: OrderState
  payBy: string
  deviceName: string
}

export const invoices = {
  list: (signal?: AbortSignal) => http.get<Invoice[]>('/invoices', signal),
  /**
   * Money has arrived: once it is the whole total the rental starts.
   *
   * @param reference what names the payment, so that it counts once; none if the invoice is paid in one
   */
  confirmPayment: (orderId: string, amount: Money, reference?: string) =>
    http.post(`/invoices/${orderId}/payment`, { amount, reference }),
  /** The money went back to the renter. */
  confirmRefund: (orderId: string) => http.post(`/invoices/${orderId}/refund`),
}
