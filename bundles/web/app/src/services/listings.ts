import type { Money } from '@/lib/money'
import type { Hardware } from './devices'
import { http } from './http'

export interface Listing {
  id: string
  deviceId: string
  name: string
  description: string
  hourlyRate: Money
  hardware: Hardware
  market: string
  listedAt: string
}

export const listings = {
  list: (signal?: AbortSignal) => http.get<Listing[]>('/listings', signal),
}
