import { describe, expect, it } from 'vitest'
import { digitsOf, formatMoney, inProportion, parseMoney, times, toDecimal } from './money'

describe('digitsOf', () => {
  it.each([
    ['EUR', 2],
    ['JPY', 0],
    ['BTC', 8],
    ['XYZ', 2],
    ['LONGS', 2],
  ])('knows the decimals of %s', (currency, digits) => {
    expect(digitsOf(currency)).toBe(digits)
  })
})

describe('formatMoney', () => {
  it.each([
    [5, 'EUR', '0.05 EUR'],
    [0, 'EUR', '0.00 EUR'],
    [123456789, 'EUR', '1,234,567.89 EUR'],
    [1500, 'JPY', '1,500 JPY'],
    [1500, 'BTC', '0.00001500 BTC'],
    [-1050, 'USD', '-10.50 USD'],
  ])('shows %i minor units of %s as %s', (amount, currency, text) => {
    expect(formatMoney({ amount, currency })).toBe(text)
  })
})

describe('parseMoney', () => {
  it.each([
    ['0.05', 'EUR', 5],
    ['0,05', 'EUR', 5],
    [' 12 ', 'EUR', 1200],
    ['1.10', 'EUR', 110],
    ['1.5', 'EUR', 150],
    ['0.29', 'EUR', 29],
    ['1.000', 'EUR', 100],
    ['100', 'JPY', 100],
    ['0.00000001', 'BTC', 1],
  ])('reads %s %s as %i minor units', (text, currency, amount) => {
    expect(parseMoney(text, currency)).toEqual({ amount, currency })
  })

  it.each([
    ['', 'EUR'],
    ['-1', 'EUR'],
    ['0.055', 'EUR'],
    ['0.5', 'JPY'],
    ['1e3', 'EUR'],
    ['1,000.00', 'EUR'],
    ['.5', 'EUR'],
    ['five', 'EUR'],
    ['999999999999999', 'BTC'],
  ])('refuses %s %s', (text, currency) => {
    expect(parseMoney(text, currency)).toBeUndefined()
  })

  it('reads back what it shows, to the unit', () => {
    for (let amount = 0; amount < 2000; amount++) {
      expect(parseMoney(toDecimal({ amount, currency: 'EUR' }), 'EUR')?.amount).toBe(amount)
    }
  })
})

describe('times', () => {
  it('multiplies without rounding', () => {
    expect(times({ amount: 29, currency: 'EUR' }, 8784)).toEqual({
      amount: 254736,
      currency: 'EUR',
    })
  })
})

describe('inProportion', () => {
  it.each([
    [15, 3, 5, 25],
    [10, 3, 1, 4],
    [10, 3, 3, 10],
    [0, 3, 5, 0],
    [9_007_199_254_740_991, 8784, 4392, 4_503_599_627_370_496],
  ])('of %i for %i hours is, for %i hours, %i', (amount, agreed, hours, price) => {
    expect(inProportion({ amount, currency: 'EUR' }, agreed, hours).amount).toBe(price)
  })
})
