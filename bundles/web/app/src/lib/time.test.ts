import { describe, expect, it } from 'vitest'
import { formatAgo, formatCountdown, formatHours, plural } from './time'

const END = '2026-11-22T12:00:00Z'
const before = (seconds: number) => Date.parse(END) - seconds * 1000

describe('formatCountdown', () => {
  it.each([
    [0, '00:00:00'],
    [1, '00:00:01'],
    [59, '00:00:59'],
    [3600, '01:00:00'],
    [86_399, '23:59:59'],
    [86_400, '1 d 00:00:00'],
    [10 * 86_400 + 3661, '10 d 01:01:01'],
  ])('shows %i seconds as %s', (seconds, text) => {
    expect(formatCountdown(END, before(seconds))).toBe(text)
  })

  it('stops at zero', () => {
    expect(formatCountdown(END, before(-100))).toBe('00:00:00')
  })

  it('never shows less than is left', () => {
    expect(formatCountdown(END, before(0.4))).toBe('00:00:01')
  })
})

describe('formatAgo', () => {
  it.each([
    [-5, 'just now'],
    [59, 'just now'],
    [60, '1 minute ago'],
    [3599, '59 minutes ago'],
    [7200, '2 hours ago'],
    [3 * 86_400, '3 days ago'],
  ])('shows %i seconds as %s', (seconds, text) => {
    expect(formatAgo(END, Date.parse(END) + seconds * 1000)).toBe(text)
  })
})

describe('formatHours', () => {
  it.each([
    [0, '0 hours'],
    [1, '1 hour'],
    [24, '1 day'],
    [26, '1 day 2 hours'],
    [8784, '366 days'],
  ])('shows %i as %s', (hours, text) => {
    expect(formatHours(hours)).toBe(text)
  })
})

describe('plural', () => {
  it('leaves one singular', () => {
    expect([0, 1, 2].map((count) => plural(count, 'core'))).toEqual([
      '0 cores',
      '1 core',
      '2 cores',
    ])
  })
})
