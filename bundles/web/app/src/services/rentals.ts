import { http } from './http'

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
  end: (id: string) => http.post<Rental>(`/rentals/${id}/end`),
}
