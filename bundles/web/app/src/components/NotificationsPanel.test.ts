// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { notifications, type Notification } from '@/services/notifications'
import NotificationsPanel from './NotificationsPanel.vue'

describe('NotificationsPanel', () => {
  let kept: Notification[]

  beforeEach(() => {
    setActivePinia(createPinia())
    kept = [
      { kind: 'NOTICE', on: true, optional: true },
      { kind: 'CREDENTIALS', on: true, optional: false },
    ]
    vi.spyOn(notifications, 'list').mockImplementation(() => Promise.resolve([...kept]))
    vi.spyOn(notifications, 'choose').mockImplementation((kind, on) => {
      kept = kept.map((one) => (one.kind === kind ? { ...one, on } : one))
      return Promise.resolve(kept)
    })
  })

  it('turns a kind off, and leaves credentials alone', async () => {
    const panel = mount(NotificationsPanel)
    await flushPromises()
    const [notice, credentials] = panel.findAll('input')
    expect(credentials?.attributes('disabled')).toBeDefined()

    await notice?.setValue(false)
    await flushPromises()
    expect(notifications.choose).toHaveBeenCalledWith('NOTICE', false)
    expect(panel.findAll('input')[0]?.element.checked).toBe(false)
    expect(panel.findAll('input')[1]?.element.checked).toBe(true)
  })
})
