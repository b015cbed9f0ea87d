// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { Problem } from '@/services/problem'
import DeviceForm from './DeviceForm.vue'

async function fill(save: () => Promise<void>, price: string) {
  const form = mount(DeviceForm, { props: { action: 'Add', save } })
  await form.get('input[maxlength]').setValue(' Pi 5 ')
  await form.get('input[inputmode="decimal"]').setValue(price)
  await form.get('form').trigger('submit')
  await flushPromises()
  return form
}

describe('DeviceForm', () => {
  it('hands over the price in minor units', async () => {
    const save = vi.fn(async () => undefined)
    await fill(save, '0.05')

    expect(save).toHaveBeenCalledWith({
      name: 'Pi 5',
      description: '',
      purpose: 'FOR_RENT',
      hourlyRate: { amount: 5, currency: 'EUR' },
      shortestHours: 1,
      longestHours: 720,
    })
  })

  it('does not save a price it can’t read', async () => {
    const save = vi.fn(async () => undefined)
    const form = await fill(save, '0.055')

    expect(save).not.toHaveBeenCalled()
    expect(form.text()).toContain('at most 2 decimals')
  })

  it('does not save a term that ends before it begins', async () => {
    const save = vi.fn(async () => undefined)
    const form = mount(DeviceForm, { props: { action: 'Add', save } })
    await form.get('input[maxlength]').setValue('Pi')
    await form.get('input[inputmode="decimal"]').setValue('1')
    await form.get('[aria-label="Shortest term in hours"]').setValue('48')
    await form.get('[aria-label="Longest term in hours"]').setValue('24')
    await form.get('form').trigger('submit')
    await flushPromises()

    expect(save).not.toHaveBeenCalled()
    expect(form.text()).toContain('shorter than the shortest')
  })

  it('shows why it could not be saved', async () => {
    const form = await fill(async () => {
      throw new Problem(400, 'field-invalid', 'name: at most 60 characters.')
    }, '1')

    expect(form.get('[role="alert"]').text()).toContain('at most 60 characters')
  })
})
