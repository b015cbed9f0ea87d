import { describe, expect, it } from 'vitest'
import { hoursFault, termFault } from './hours'

describe('hoursFault', () => {
  it.each([1, 24, 8784])('accepts %i', (hours) => expect(hoursFault(hours)).toBe(''))

  it.each(['', 0, -1, 1.5, 8785] as const)('refuses %s', (hours) => {
    expect(hoursFault(hours)).not.toBe('')
  })

  it('holds to the terms of a device', () => {
    const term = { shortestHours: 6, longestHours: 72 }

    expect(hoursFault(5, term)).toBe('6 hours is the shortest term.')
    expect(hoursFault(6, term)).toBe('')
    expect(hoursFault(72, term)).toBe('')
    expect(hoursFault(73, term)).toBe('72 hours (3 days) is the longest term.')
  })
})

describe('termFault', () => {
  it.each([
    [1, 720],
    [24, 24],
    [8784, 8784],
  ])('accepts %i to %i', (shortest, longest) => expect(termFault(shortest, longest)).toBe(''))

  it.each([
    ['', 24],
    [1, ''],
    [0, 24],
    [1, 8785],
    [25, 24],
  ] as const)('refuses %s to %s', (shortest, longest) => {
    expect(termFault(shortest, longest)).not.toBe('')
  })
})
