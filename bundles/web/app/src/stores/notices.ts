import { defineStore } from 'pinia'
import { ref } from 'vue'
import { explain } from '@/lib/explain'

export type Tone = 'good' | 'bad' | 'plain'

export interface Notice {
  id: number
  tone: Tone
  text: string
}

const SHOWN_FOR = 6000

/** Short messages about what was just done. Errors stay until dismissed. */
export const useNotices = defineStore('notices', () => {
  const notices = ref<Notice[]>([])
  const updating = ref(false)
  let lastId = 0

  function add(tone: Tone, text: string): void {
    dismiss(notices.value.find((notice) => notice.text === text)?.id)
    const id = ++lastId
    notices.value.push({ id, tone, text })
    if (tone !== 'bad') setTimeout(() => dismiss(id), SHOWN_FOR)
  }

  function dismiss(id?: number): void {
    notices.value = notices.value.filter((notice) => notice.id !== id)
  }

  const good = (text: string) => add('good', text)
  const plain = (text: string) => add('plain', text)
  const failed = (error: unknown) => add('bad', explain(error))

  return { notices, updating, good, plain, failed, dismiss }
})
