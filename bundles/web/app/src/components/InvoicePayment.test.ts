// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { invoices, type Invoice } from '@/services/invoices'
import { sampleInvoice } from '@/services/samples'
import InvoicePayment from './InvoicePayment.vue'

const EUR = (amount: number) => ({ amount, currency: 'EUR' })

async function opened(invoice: Invoice) {
  const row = mount(InvoicePayment, { props: { invoice } })
  await row.get('button').trigger('click')
  const [sum, name] = row.findAll('input')
  return {
    row,
    fill: async (amount: string, reference: string) => {
      await sum!.setValue(amount)
      await name!.setValue(reference)
    },
    confirm: async () => {
      await row.get('dialog .primary').trigger('click')
      await flushPromises()
    },
    isHeld: () => row.get('dialog .primary').attributes('disabled') !== undefined,
  }
}

describe('InvoicePayment', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    vi.spyOn(invoices, 'confirmPayment').mockResolvedValue({})
  })

  it('confirms an invoice that is paid in one without a name', async () => {
    const { confirm } = await opened(sampleInvoice())
    await confirm()

    expect(invoices.confirmPayment).toHaveBeenCalledWith('order', EUR(300), undefined)
  })

  it('wants a name for a part, and confirms it', async () => {
    const { row, fill, confirm, isHeld } = await opened(sampleInvoice())
    await fill('1,00', '')
    expect(isHeld()).toBe(true)
    expect(row.text()).toContain('A part needs a name')

    await fill('1,00', ' bank 7 ')
    expect(row.text()).toContain('waits for the rest')
    await confirm()
    expect(invoices.confirmPayment).toHaveBeenCalledWith('order', EUR(100), 'bank 7')
  })

  it('asks for the rest once a part was paid', async () => {
    const { row, fill, confirm } = await opened(sampleInvoice({ paid: EUR(100) }))
    expect(row.text()).toContain('of 2.00 EUR that are to be paid')
    await fill('2.00', 'bank 8')
    await confirm()

    expect(invoices.confirmPayment).toHaveBeenCalledWith('order', EUR(200), 'bank 8')
  })

  it('holds back what is no amount', async () => {
    const { fill, isHeld } = await opened(sampleInvoice())
    for (const wrong of ['', '0', 'much', '1.005']) {
      await fill(wrong, 'bank 7')
      expect(isHeld()).toBe(true)
    }
  })
})
