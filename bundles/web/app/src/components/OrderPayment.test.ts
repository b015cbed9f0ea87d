// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { sampleOrder } from '@/services/samples'
import OrderPayment from './OrderPayment.vue'

const shown = (but: Parameters<typeof sampleOrder>[0]) =>
  mount(OrderPayment, { props: { order: sampleOrder(but) } }).text()

describe('OrderPayment', () => {
  it('tells the total, the reference and how the owner wants to be paid', () => {
    const text = shown({ deviceDescription: 'IBAN XY' })

    expect(text).toContain('Pay 0.15 EUR')
    expect(text).toContain('P2P-1')
    expect(text).toContain('IBAN XY')
  })

  it('tells what is missing once a part was paid', () => {
    const text = shown({ paid: { amount: 5, currency: 'EUR' } })

    expect(text).toContain('0.05 EUR of 0.15 EUR has arrived')
    expect(text).toContain('Pay 0.10 EUR')
  })

  it('tells that an extension changes nothing but the end', () => {
    expect(shown({ extendedRentalId: 'rental' })).toContain('The end of your rental moves')
  })
})
