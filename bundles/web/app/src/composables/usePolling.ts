import { onMounted, onUnmounted, ref, shallowRef } from 'vue'

const LONGEST_WAIT = 60_000

/**
 * Loads something now and again while the page is shown and visible. What was loaded last stays when a later load fails;
 * failing loads are repeated ever more slowly.
 *
 * @param load what to load
 * @param interval milliseconds from one answer to the next question; 0 loads once
 */
export function usePolling<T>(load: (signal: AbortSignal) => Promise<T>, interval = 0) {
  const data = shallowRef<T>()
  const error = ref<unknown>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: AbortController | undefined
  let failures = 0

  async function reload(): Promise<void> {
    stop()
    const own = (running = new AbortController())
    try {
      const loaded = await load(own.signal)
      if (own.signal.aborted) return
      data.value = loaded
      error.value = undefined
      failures = 0
    } catch (caught) {
      if (own.signal.aborted) return
      error.value = caught
      failures++
    }
    schedule()
  }

  function schedule(): void {
    if (interval === 0 || document.hidden) return
    timer = setTimeout(() => void reload(), Math.min(interval * 2 ** failures, LONGEST_WAIT))
  }

  function stop(): void {
    clearTimeout(timer)
    running?.abort()
  }

  function onVisibility(): void {
    if (document.hidden) clearTimeout(timer)
    else if (interval > 0) void reload()
  }

  onMounted(() => {
    document.addEventListener('visibilitychange', onVisibility)
    void reload()
  })
  onUnmounted(() => {
    document.removeEventListener('visibilitychange', onVisibility)
    stop()
  })

  return { data, error, reload }
}
