import type { Money } from '@/lib/money'
import { http } from './http'

export type OrderState =
  | 'AWAITING_PAYMENT'
  | 'FULFILLED'
  | 'SETTLED'
  | 'REFUND_DUE'
  | 'REFUNDED'
  | 'CANCELLED'
  | 'EXPIRED'

export interface Order {
  id: string
  deviceId: string
  deviceName: string
  /** Says how its owner wants to be paid. */
  deviceDescription: string
  renterId: string
  market: string
  /** What the renter names when paying. */
  reference: string
  hours: number
  total: Money
  /** What came in while it waits for the rest. */
  paid: Money
  state: OrderState
  createdAt: string
  payBy: string
  /** The rental it is to extend; null for one of its own. */
  extendedRentalId: string | null
  /** The rental it became or extended. */
  rentalId: string | null
}

export interface OrderDraft {
  deviceId: string
  hours: number
  sshKeys: string[]
  market?: string
}

export const orders = {
  place: (draft: OrderDraft) => http.post<Order>('/orders', draft),
  list: (signal?: AbortSignal) => http.get<Order[]>('/orders', signal),
  find: (id: string, signal?: AbortSignal) => http.get<Order>(`/orders/${id}`, signal),
  cancel: (id: string) => http.delete(`/orders/${id}`),
}
