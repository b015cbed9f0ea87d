// @vitest-environment happy-dom
import { mount, RouterLinkStub } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { sampleOrder } from '@/services/samples'
import OrderRow from './OrderRow.vue'

const shown = (but: Parameters<typeof sampleOrder>[0]) =>
  mount(OrderRow, {
    props: { order: sampleOrder(but) },
    global: { stubs: { RouterLink: RouterLinkStub } },
  }).text()

describe('OrderRow', () => {
  it('tells how much of an order has arrived while the rest is missing', () => {
    expect(shown({ paid: { amount: 5, currency: 'EUR' } })).toContain('0.05 EUR of it has arrived')
    expect(shown({})).not.toContain('has arrived')
  })
})
