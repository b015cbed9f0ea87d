import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Problem } from '@/services/problem'
import { useNotices } from './notices'

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
})

afterEach(() => vi.useRealTimers())

describe('notices', () => {
  it('lets good news pass by itself', () => {
    const store = useNotices()
    store.good('Saved.')
    expect(store.notices).toHaveLength(1)

    vi.runAllTimers()
    expect(store.notices).toHaveLength(0)
  })

  it('keeps an error until it is dismissed', () => {
    const store = useNotices()
    store.failed(new Problem(0, 'unreachable', ''))
    vi.runAllTimers()
    expect(store.notices).toMatchObject([{ tone: 'bad' }])

    store.dismiss(store.notices[0]!.id)
    expect(store.notices).toHaveLength(0)
  })

  it('says the same thing once', () => {
    const store = useNotices()
    store.good('Saved.')
    store.good('Saved.')
    expect(store.notices).toHaveLength(1)
  })
})
