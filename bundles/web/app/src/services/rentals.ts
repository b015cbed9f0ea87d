import type { Money } from '@/lib/money'
import { http } from './http'
import type { Order } from './orders'

export type RentalState = 'ACTIVE' | 'ENDED' | 'SETTLED'

export type EndReason = 'TERM' | 'RENTER' | 'OWNER' | 'ADMIN' | 'UNDELIVERED'

export interface Rental {
  id: string
  orderId: string
  deviceId: string
  deviceName: string
  renterId: string
  state: RentalState
  startedAt: string
  endsAt: string
  endedAt: string | null
  endReason: EndReason | null
  market: string
  /** What `agreedTotal` was agreed for; more hours cost in proportion. */
  agreedHours: number
  agreedTotal: Money
  /** By how many hours the person who asks can extend it now. */
  extendableHours: number
  /** By how many hours it is renewed when its end comes near; 0: not at all. */
  renewalHours: number
  /** By how many the person who asks can have it renewed; 0: that is not theirs to say. */
  renewableHours: number
}

export interface Credentials {
  username: string
  password: string
  sshHost: string
  sshPort: number
  sshCommand: string
  /** The same by way of the server's own SSH port. */
  jumpCommand: string
  webAddress: string
}

export const rentals = {
  list: (signal?: AbortSignal) => http.get<Rental[]>('/rentals', signal),
  find: (id: string, signal?: AbortSignal) => http.get<Rental>(`/rentals/${id}`, signal),
  credentials: (id: string) => http.get<Credentials>(`/rentals/${id}/credentials`),
  extend: (id: string, hours: number) => http.post<Order>(`/rentals/${id}/extend`, { hours }),
  /** Has it renewed by some hours whenever its end comes near; 0: no longer. */
  renew: (id: string, hours: number) => http.put<Rental>(`/rentals/${id}/renewal`, { hours }),
  end: (id: string) => http.post<Rental>(`/rentals/${id}/end`),
}
