import { devices, type Hardware } from './devices'
import { listings } from './listings'
import { Problem } from './problem'
import { ANY_TERM, type Term } from '@/lib/hours'
import type { Money } from '@/lib/money'

/** What can be ordered: a listed device, or a person's own. */
export interface Offer extends Term {
  deviceId: string
  name: string
  description: string
  hourlyRate: Money
  hardware: Hardware | null
  /** For the owner's own use: no charge, starts at once. */
  isOwn: boolean
  /** How long it may stay away until a rental ends by itself; 0: however long. */
  undeliveredAfterHours: number
}

/** The offer of a device; null if it can't be ordered now. */
export async function findOffer(deviceId: string, signedIn: boolean): Promise<Offer | null> {
  const listing = (await listings.list()).find((candidate) => candidate.deviceId === deviceId)
  if (listing) return { ...listing, isOwn: false }
  return signedIn ? findOwn(deviceId) : null
}

async function findOwn(deviceId: string): Promise<Offer | null> {
  try {
    const device = await devices.find(deviceId)
    const isFree = device.purpose === 'OWN_USE' && device.state === 'READY'
    return isFree
      ? { ...device, ...ANY_TERM, deviceId, isOwn: true, undeliveredAfterHours: 0 }
      : null
  } catch (error) {
    if (error instanceof Problem && error.isNotFound) return null
    throw error
  }
}
