// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { rentals } from '@/services/rentals'
import { sampleRental } from '@/services/samples'
import RentalRenewal from './RentalRenewal.vue'

describe('RentalRenewal', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    vi.spyOn(rentals, 'renew').mockResolvedValue(sampleRental())
  })

  it('is turned on for some hours', async () => {
    const panel = mount(RentalRenewal, { props: { rental: sampleRental() } })
    await panel.get('input').setValue(48)
    await panel.get('form').trigger('submit')
    await flushPromises()

    expect(rentals.renew).toHaveBeenCalledWith('rental', 48)
    expect(panel.emitted('changed')).toHaveLength(1)
  })

  it('says what it will cost, and is turned off', async () => {
    const panel = mount(RentalRenewal, { props: { rental: sampleRental({ renewalHours: 48 }) } })
    expect(panel.text()).toContain('2 days more are ordered, for 1.60 EUR.')
    await panel.get('button').trigger('click')
    await flushPromises()

    expect(rentals.renew).toHaveBeenCalledWith('rental', 0)
  })

  it('says that what is free stays free', () => {
    const rental = sampleRental({ renewalHours: 48, agreedTotal: { amount: 0, currency: 'EUR' } })

    expect(mount(RentalRenewal, { props: { rental } }).text()).toContain('at no charge')
  })
})
