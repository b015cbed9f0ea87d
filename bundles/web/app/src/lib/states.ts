import type { Device, DeviceState } from '@/services/devices'
import type { Order, OrderState } from '@/services/orders'
import type { EndReason } from '@/services/rentals'

/** A state in plain words. */
export interface Badge {
  text: string
  tone: 'good' | 'warn' | 'bad' | 'info' | ''
  meaning: string
}

const DEVICES: Record<DeviceState, Badge> = {
  NEW: {
    text: 'Waiting for its agent',
    tone: 'warn',
    meaning: 'Put device.json on the device and start the agent.',
  },
  PREPARING: {
    text: 'Getting ready',
    tone: 'info',
    meaning: 'The agent has registered; the server checks that the device can be reached.',
  },
  READY: {
    text: 'Ready',
    tone: 'good',
    meaning: 'The device works and can be rented.',
  },
  RENTED: { text: 'Rented', tone: 'info', meaning: 'A rental is running on this device.' },
  RESETTING: {
    text: 'Being wiped',
    tone: 'info',
    meaning: 'The rental has ended; the agent destroys what was on it and registers again.',
  },
  RETIRED: { text: 'Removed', tone: '', meaning: 'The device was removed from this server.' },
}

const ORDERS: Record<OrderState, Badge> = {
  AWAITING_PAYMENT: {
    text: 'To be paid',
    tone: 'warn',
    meaning: 'The rental starts when the owner confirms your payment.',
  },
  FULFILLED: { text: 'Paid', tone: 'good', meaning: 'Paid; the rental has started.' },
  SETTLED: { text: 'Settled', tone: '', meaning: 'The rental is over, and its price is divided.' },
  REFUND_DUE: {
    text: 'Refund due',
    tone: 'warn',
    meaning: 'It was paid, but the device was no longer free: the whole amount goes back.',
  },
  REFUNDED: { text: 'Refunded', tone: '', meaning: 'The whole amount went back.' },
  CANCELLED: { text: 'Cancelled', tone: '', meaning: 'The order was given up before it was paid.' },
  EXPIRED: { text: 'Expired', tone: '', meaning: 'The order was not paid in time.' },
}

const READY_FOR_OWNER: Badge = {
  ...DEVICES.READY,
  meaning: 'The device works. You can take it, at no charge.',
}

const READY_BUT_OFFLINE: Badge = {
  text: 'Ready when online',
  tone: 'warn',
  meaning: 'Its agent is not connected. The device can be rented again when it is back.',
}

export function deviceBadge({ state, purpose, online }: Device): Badge {
  if (state !== 'READY') return DEVICES[state]
  if (!online) return READY_BUT_OFFLINE
  return purpose === 'OWN_USE' ? READY_FOR_OWNER : DEVICES.READY
}

export function orderBadge(state: OrderState): Badge {
  return ORDERS[state]
}

const EXTENSIONS: Partial<Record<OrderState, string>> = {
  AWAITING_PAYMENT: 'The rental goes on for these hours when the owner confirms your payment.',
  FULFILLED: 'Paid; the hours are added to the rental.',
  REFUND_DUE: 'It was paid, but the hours could no longer be added: the whole amount goes back.',
}

/** What the state of this order means. */
export function orderMeaning({ state, extendedRentalId }: Order): string {
  return (extendedRentalId && EXTENSIONS[state]) || ORDERS[state].meaning
}

const ENDS: Record<EndReason, string> = {
  TERM: 'Its time was up.',
  RENTER: 'Its renter ended it before its time.',
  OWNER: 'The owner ended it before its time: the hours that were left are paid back.',
  ADMIN: 'An admin ended it before its time: the hours that were left are paid back.',
  UNDELIVERED: 'The device stayed away for too long: what was not delivered is paid back.',
}

/** Why a rental ended, in plain words. */
export function endMeaning(reason: EndReason): string {
  return ENDS[reason]
}
