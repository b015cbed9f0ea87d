import { onMounted, onUnmounted, ref } from 'vue'
import { serverNow } from '@/lib/serverTime'

/** The server's time in milliseconds, kept current while the component is shown. */
export function useNow(interval = 1000) {
  const now = ref(serverNow())
  let timer: ReturnType<typeof setInterval> | undefined

  onMounted(() => (timer = setInterval(() => (now.value = serverNow()), interval)))
  onUnmounted(() => clearInterval(timer))

  return now
}
