import { describe, expect, it } from 'vitest'
import { sortContracts } from './contracts'
import type { OrderState } from './orders'
import type { RentalState } from './rentals'
import { sampleOrder, sampleRental } from './samples'

const order = (id: string, state: OrderState) =>
  sampleOrder({ id, state, createdAt: `2026-01-0${id}T00:00:00Z` })

const rental = (id: string, state: RentalState) =>
  sampleRental({ id, state, startedAt: `2026-01-0${id}T00:00:00Z` })

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
