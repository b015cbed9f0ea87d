import type { Money } from '@/lib/money'
import { http } from './http'
import type { OrderState } from './orders'

export interface Invoice {
  orderId: string
  reference: string
  total: Money
  state: OrderState
  payBy: string
  deviceName: string
}

export const invoices = {
  list: (signal?: AbortSignal) => http.get<Invoice[]>('/invoices', signal),
  /** The money has arrived: the rental starts. */
  confirmPayment: (orderId: string, amount: Money) =>
    http.post(`/invoices/${orderId}/payment`, { amount }),
  /** The money went back to the renter. */
  confirmRefund: (orderId: string) => http.post(`/invoices/${orderId}/refund`),
}
