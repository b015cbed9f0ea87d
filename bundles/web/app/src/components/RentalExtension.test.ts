// @vitest-environment happy-dom
import { flushPromises, mount, RouterLinkStub } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { orders, type Order } from '@/services/orders'
import { rentals, type Rental } from '@/services/rentals'
import { sampleOrder, sampleRental } from '@/services/samples'
import RentalExtension from './RentalExtension.vue'

const push = vi.hoisted(() => vi.fn())
vi.mock('vue-router', () => ({ useRouter: () => ({ push }) }))

async function shown(rental: Rental, open: Order[] = []) {
  vi.spyOn(orders, 'list').mockResolvedValue(open)
  const panel = mount(RentalExtension, {
    props: { rental },
    global: { stubs: { RouterLink: RouterLinkStub } },
  })
  await flushPromises()
  return panel
}

describe('RentalExtension', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    push.mockReset()
  })

  it('shows the price at the agreed rate, rounded up, and orders', async () => {
    const order = sampleOrder({ id: 'more' })
    vi.spyOn(rentals, 'extend').mockResolvedValue(order)
    const panel = await shown(sampleRental())
    await panel.get('input').setValue(1)
    expect(panel.get('.total').text()).toContain('0.04 EUR')

    await panel.get('form').trigger('submit')
    await flushPromises()
    expect(rentals.extend).toHaveBeenCalledWith('rental', 1)
    expect(push).toHaveBeenCalledWith({ name: 'order', params: { id: 'more' } })
  })

  it('stays when the hours were added at once', async () => {
    vi.spyOn(rentals, 'extend').mockResolvedValue(sampleOrder({ state: 'FULFILLED' }))
    const panel = await shown(sampleRental({ agreedTotal: { amount: 0, currency: 'EUR' } }))
    expect(panel.get('.total').text()).toContain('No charge')
    await panel.get('form').trigger('submit')
    await flushPromises()

    expect(push).not.toHaveBeenCalled()
    expect(panel.emitted('changed')).toHaveLength(1)
  })

  it('orders no more than is possible', async () => {
    const panel = await shown(sampleRental({ extendableHours: 10 }))
    await panel.get('input').setValue(11)

    expect(panel.text()).toContain('10 hours is the longest term')
    expect(panel.get('button[type="submit"]').attributes('disabled')).toBeDefined()
  })

  it('says so when nothing is possible, and shows what waits for its payment', async () => {
    const panel = await shown(sampleRental({ extendableHours: 0 }), [
      sampleOrder({ extendedRentalId: 'rental', hours: 48 }),
      sampleOrder({ id: 'other', extendedRentalId: 'another' }),
      sampleOrder({ id: 'paid', extendedRentalId: 'rental', state: 'FULFILLED' }),
    ])

    expect(panel.find('form').exists()).toBe(false)
    expect(panel.text()).toContain('can’t be extended now')
    expect(panel.findAll('.ledger li')).toHaveLength(1)
    expect(panel.text()).toContain('2 days more')
  })
})
