import { describe, expect, it } from 'vitest'
import { sortContracts } from './contracts'
import type { Order, OrderState } from './orders'
import type { Rental, RentalState } from './rentals'

function order(id: string, state: OrderState): Order {
  return {
    id,
    deviceId: 'device',
    deviceName: 'Pi',
    renterId: 'me',
    market: 'direct',
    reference: 'R-1',
    hours: 1,
    total: { amount: 5, currency: 'EUR' },
    state,
    createdAt: `2026-01-0${id}T00:00:00Z`,
    payBy: '2026-01-10T00:00:00Z',
    rentalId: null,
  }
}

function rental(id: string, state: RentalState): Rental {
  return {
    id,
    orderId: 'order',
    deviceId: 'device',
    deviceName: 'Pi',
    renterId: 'me',
    state,
    startedAt: `2026-01-0${id}T00:00:00Z`,
    endsAt: '2026-02-01T00:00:00Z',
    endedAt: null,
  }
}

const ids = (things: { id: string }[]) => things.map(({ id }) => id)

describe('sortContracts', () => {
  it('tells what runs from what has ended, the newest first', () => {
    const { running, past } = sortContracts(
      [],
      [rental('1', 'ACTIVE'), rental('2', 'ENDED'), rental('3', 'ACTIVE')],
    )
    expect([ids(running), ids(past)]).toEqual([['3', '1'], ['2']])
  })

  it('leaves out orders that became rentals', () => {
    const { open, closed } = sortContracts(
      [order('1', 'FULFILLED'), order('2', 'AWAITING_PAYMENT'), order('3', 'EXPIRED')],
      [],
    )
    expect([ids(open), ids(closed)]).toEqual([['2'], ['3']])
  })

  it('knows when there is nothing', () => {
    expect(sortContracts([], []).isEmpty).toBe(true)
  })
})
