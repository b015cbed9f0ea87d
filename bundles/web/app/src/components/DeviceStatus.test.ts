// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import type { Device } from '@/services/devices'
import DeviceStatus from './DeviceStatus.vue'

const DEVICE: Device = {
  id: 'device',
  ownerId: 'owner',
  name: 'Pi',
  description: '',
  purpose: 'FOR_RENT',
  hourlyRate: { amount: 5, currency: 'EUR' },
  shortestHours: 2,
  longestHours: 48,
  state: 'READY',
  generation: 1,
  online: true,
  hardware: null,
  trouble: '',
  lastSeenAt: null,
  createdAt: '2026-11-27T10:00:00Z',
}

describe('DeviceStatus', () => {
  it('tells for how long a device is rented, unless it is for own use', () => {
    expect(mount(DeviceStatus, { props: { device: DEVICE } }).text()).toContain('2 hours to 2 days')

    const own = mount(DeviceStatus, { props: { device: { ...DEVICE, purpose: 'OWN_USE' } } })
    expect(own.text()).not.toContain('Rented for')
  })
})
