import type { Invoice } from './invoices'
import type { Order } from './orders'
import type { Rental } from './rentals'

/** Records for tests, as the server answers with them. */

const NOTHING = { amount: 0, currency: 'EUR' }

export function sampleOrder(but: Partial<Order> = {}): Order {
  return {
    id: 'order',
    deviceId: 'device',
    deviceName: 'Pi',
    deviceDescription: '',
    renterId: 'me',
    market: 'direct',
    reference: 'P2P-1',
    hours: 3,
    total: { amount: 15, currency: 'EUR' },
    paid: NOTHING,
    state: 'AWAITING_PAYMENT',
    createdAt: '2026-01-01T00:00:00Z',
    payBy: '2026-01-10T00:00:00Z',
    extendedRentalId: null,
    rentalId: null,
    ...but,
  }
}

export function sampleRental(but: Partial<Rental> = {}): Rental {
  return {
    id: 'rental',
    orderId: 'order',
    deviceId: 'device',
    deviceName: 'Pi',
    renterId: 'me',
    state: 'ACTIVE',
    startedAt: '2026-01-01T00:00:00Z',
    endsAt: '2026-02-01T00:00:00Z',
    endedAt: null,
    endReason: null,
    market: 'direct',
    agreedHours: 3,
    agreedTotal: { amount: 10, currency: 'EUR' },
    extendableHours: 100,
    renewalHours: 0,
    renewableHours: 90,
    ...but,
  }
}

export function sampleInvoice(but: Partial<Invoice> = {}): Invoice {
  return {
    orderId: 'order',
    reference: 'P2P-1',
    total: { amount: 300, currency: 'EUR' },
    paid: NOTHING,
    toRefund: NOTHING,
    state: 'AWAITING_PAYMENT',
    payBy: '2026-01-10T00:00:00Z',
    deviceName: 'Pi',
    ...but,
  }
}
