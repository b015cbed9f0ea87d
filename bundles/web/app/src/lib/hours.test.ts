import { describe, expect, it } from 'vitest'
import { hoursFault } from './hours'

describe('hoursFault', () => {
  it.each([1, 24, 8784])('accepts %i', (hours) => expect(hoursFault(hours)).toBe(''))

  it.each(['', 0, -1, 1.5, 8785] as const)('refuses %s', (hours) => {
    expect(hoursFault(hours)).not.toBe('')
  })
})
