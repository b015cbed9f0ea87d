import { beforeEach, describe, expect, it, vi } from 'vitest'
import { findReceivables } from './receivables'
import { sampleInvoice } from './samples'

const toRefund = { amount: 5, currency: 'EUR' }

beforeEach(() => {
  const bodies: Record<string, unknown> = {
    '/api/v1/invoices': [
      sampleInvoice({ orderId: 'mine' }),
      sampleInvoice({ orderId: 'theirs' }),
      sampleInvoice({ orderId: 'to-myself', state: 'REFUND_DUE', toRefund }),
      sampleInvoice({ orderId: 'paid', state: 'FULFILLED' }),
      sampleInvoice({ orderId: 'overpaid', state: 'FULFILLED', toRefund }),
    ],
    '/api/v1/orders': [
      { id: 'mine', renterId: 'me', deviceId: 'foreign' },
      { id: 'to-myself', renterId: 'me', deviceId: 'own' },
      { id: 'theirs', renterId: 'other', deviceId: 'own' },
      { id: 'paid', renterId: 'other', deviceId: 'own' },
      { id: 'overpaid', renterId: 'other', deviceId: 'own' },
    ],
    '/api/v1/devices': [{ id: 'own' }],
  }
  vi.stubGlobal('fetch', async (path: string) => Response.json(bodies[path]))
})

describe('findReceivables', () => {
  it('leaves out what an owner has to pay as a renter', async () => {
    const { open, done } = await findReceivables('me', false)

    expect(open.map(({ orderId }) => orderId)).toEqual(['theirs', 'to-myself', 'overpaid'])
    expect(done.map(({ orderId }) => orderId)).toEqual(['paid'])
  })

  it('shows an admin all', async () => {
    expect((await findReceivables('me', true)).open).toHaveLength(4)
  })
})
