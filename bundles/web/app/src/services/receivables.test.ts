import { beforeEach, describe, expect, it, vi } from 'vitest'
import { findReceivables } from './receivables'

const total = { amount: 5, currency: 'EUR' }

beforeEach(() => {
  const bodies: Record<string, unknown> = {
    '/api/v1/invoices': [
      { orderId: 'mine', total, state: 'AWAITING_PAYMENT' },
      { orderId: 'theirs', total, state: 'AWAITING_PAYMENT' },
      { orderId: 'to-myself', total, state: 'REFUND_DUE' },
      { orderId: 'paid', total, state: 'FULFILLED' },
    ],
    '/api/v1/orders': [
      { id: 'mine', renterId: 'me', deviceId: 'foreign' },
      { id: 'to-myself', renterId: 'me', deviceId: 'own' },
      { id: 'theirs', renterId: 'other', deviceId: 'own' },
      { id: 'paid', renterId: 'other', deviceId: 'own' },
    ],
    '/api/v1/devices': [{ id: 'own' }],
  }
  vi.stubGlobal('fetch', async (path: string) => Response.json(bodies[path]))
})

describe('findReceivables', () => {
  it('leaves out what an owner has to pay as a renter', async () => {
    const { open, done } = await findReceivables('me', false)

    expect(open.map(({ orderId }) => orderId)).toEqual(['theirs', 'to-myself'])
    expect(done.map(({ orderId }) => orderId)).toEqual(['paid'])
  })

  it('shows an admin all', async () => {
    expect((await findReceivables('me', true)).open).toHaveLength(3)
  })
})
