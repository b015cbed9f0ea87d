import { ref } from 'vue'

/** Runs what a button or a form does: one run at a time, its error kept for the page to show. */
export function useTask<A extends unknown[]>(work: (...args: A) => Promise<void>) {
  const busy = ref(false)
  const error = ref<unknown>()

  async function run(...args: A): Promise<void> {
    if (busy.value) return
    busy.value = true
    error.value = undefined
    try {
      await work(...args)
    } catch (caught) {
      error.value = caught
    } finally {
      busy.value = false
    }
  }

  return { busy, error, run }
}
