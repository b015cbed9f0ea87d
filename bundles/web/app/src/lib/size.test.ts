import { describe, expect, it } from 'vitest'
import { formatBytes, formatMib } from './size'

describe('formatMib', () => {
  it.each([
    [512, '512 MiB'],
    [1024, '1 GiB'],
    [3789, '3.7 GiB'],
    [120_000, '117 GiB'],
    [1_800_000, '1.7 TiB'],
  ])('shows %i as %s', (mib, text) => expect(formatMib(mib)).toBe(text))
})

describe('formatBytes', () => {
  it.each([
    [12, '12 B'],
    [2048, '2 KiB'],
    [5 * 1024 * 1024, '5 MiB'],
  ])('shows %i as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))
})
