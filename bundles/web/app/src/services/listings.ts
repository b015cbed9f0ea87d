import type { Term } from '@/lib/hours'
import type { Money } from '@/lib/money'
import type { Hardware } from './devices'
import { http } from './http'

export interface Listing extends Term {
  id: string
  deviceId: string
  name: string
  description: string
  hourlyRate: Money
  hardware: Hardware
  market: string
  listedAt: string
  /** How long the device may stay away until a rental ends by itself; 0: however long. */
  undeliveredAfterHours: number
}

export const listings = {
  list: (signal?: AbortSignal) => http.get<Listing[]>('/listings', signal),
}
