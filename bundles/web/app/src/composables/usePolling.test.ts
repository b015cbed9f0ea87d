// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { usePolling } from './usePolling'

const load = vi.fn<(signal: AbortSignal) => Promise<string>>()

function show(interval: number) {
  const Poller = defineComponent(() => {
    const { data, error } = usePolling(load, interval)
    return () => h('p', `${data.value ?? 'nothing'} ${error.value ? 'failed' : 'fine'}`)
  })
  return mount(Poller)
}

function setHidden(hidden: boolean): void {
  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
}

beforeEach(() => {
  vi.useFakeTimers()
  load.mockReset().mockResolvedValue('one')
})

afterEach(() => {
  setHidden(false)
  vi.useRealTimers()
})

describe('usePolling', () => {
  it('loads at once and again after each interval', async () => {
    const page = show(1000)
    await flushPromises()
    expect(page.text()).toBe('one fine')

    load.mockResolvedValue('two')
    await vi.advanceTimersByTimeAsync(1000)
    expect(page.text()).toBe('two fine')
    page.unmount()
  })

  it('loads only once without an interval', async () => {
    const page = show(0)
    await vi.advanceTimersByTimeAsync(100_000)
    expect(load).toHaveBeenCalledOnce()
    page.unmount()
  })

  it('keeps what it has when a later load fails, and slows down', async () => {
    const page = show(1000)
    await flushPromises()
    load.mockRejectedValue(new Error('down'))
    await vi.advanceTimersByTimeAsync(1000)
    expect(page.text()).toBe('one failed')

    await vi.advanceTimersByTimeAsync(1999)
    expect(load).toHaveBeenCalledTimes(2)
    await vi.advanceTimersByTimeAsync(1)
    expect(load).toHaveBeenCalledTimes(3)
    page.unmount()
  })

  it('rests while the page is hidden and looks at once when it is back', async () => {
    const page = show(1000)
    await flushPromises()
    setHidden(true)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(load).toHaveBeenCalledOnce()

    setHidden(false)
    expect(load).toHaveBeenCalledTimes(2)
    page.unmount()
  })

  it('stops when the page is left', async () => {
    const page = show(1000)
    await flushPromises()
    page.unmount()

    await vi.advanceTimersByTimeAsync(10_000)
    expect(load).toHaveBeenCalledOnce()
    expect(load.mock.calls[0]![0].aborted).toBe(true)
  })
})
