import { describe, expect, it } from 'vitest'
import type { Listing } from '@/services/listings'
import { anyListing, choose } from './market'

function listing(name: string, changes: Partial<Listing>, memoryMib = 1024): Listing {
  return {
    id: name,
    deviceId: name,
    name,
    description: '',
    hourlyRate: { amount: 5, currency: 'EUR' },
    shortestHours: 1,
    longestHours: 720,
    hardware: { architecture: 'arm64', cpus: 4, cpuModel: '', memoryMib, diskMib: 1 },
    market: 'direct',
    listedAt: '2026-01-01T00:00:00Z',
    undeliveredAfterHours: 24,
    ...changes,
  }
}

const names = (listings: Listing[]) => listings.map(({ name }) => name)

describe('choose', () => {
  const cheap = listing('cheap', { hourlyRate: { amount: 1, currency: 'EUR' } }, 512)
  const large = listing('large', { hourlyRate: { amount: 9, currency: 'EUR' } }, 8192)
  const fresh = listing('fresh', { listedAt: '2026-02-01T00:00:00Z' })
  const coin = listing('coin', { hourlyRate: { amount: 2, currency: 'BTC' } })
  const all = [large, fresh, cheap, coin]

  it('puts the lowest price first, one currency after the other', () => {
    expect(names(choose(all, anyListing))).toEqual(['coin', 'cheap', 'fresh', 'large'])
  })

  it('puts the most memory first', () => {
    expect(names(choose(all, { ...anyListing, order: 'memory' }))[0]).toBe('large')
  })

  it('puts the newest first', () => {
    expect(names(choose(all, { ...anyListing, order: 'newest' }))[0]).toBe('fresh')
  })

  it('leaves out what is too small', () => {
    expect(names(choose(all, { ...anyListing, memory: '1800' }))).toEqual(['large'])
  })

  it('leaves out other architectures', () => {
    expect(choose(all, { ...anyListing, architecture: 'amd64' })).toEqual([])
  })

  it('leaves the given list as it is', () => {
    choose(all, anyListing)
    expect(names(all)).toEqual(['large', 'fresh', 'cheap', 'coin'])
  })
})
