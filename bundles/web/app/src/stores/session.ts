import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { accounts, type Account, type NewAccount, type Role } from '@/services/accounts'
import { Problem } from '@/services/problem'
import { sessions } from '@/services/sessions'

/** Who is signed in. */
export const useSession = defineStore('session', () => {
  const account = ref<Account | null>(null)
  const known = ref(false)

  const isSignedIn = computed(() => account.value !== null)
  const is = (role: Role) => account.value?.roles.includes(role) ?? false

  /** Asks the server once whose session the browser holds. */
  async function restore(): Promise<void> {
    if (known.value) return
    try {
      account.value = await accounts.me()
      known.value = true
    } catch (error) {
      // Anything but a clear "nobody" is asked again at the next page.
      known.value = error instanceof Problem && error.status === 401
    }
  }

  async function signIn(email: string, password: string): Promise<void> {
    account.value = (await sessions.open(email, password)).account
    known.value = true
  }

  async function signUp(draft: NewAccount): Promise<void> {
    await accounts.create(draft)
    await signIn(draft.email, draft.password)
  }

  async function signOut(): Promise<void> {
    await sessions.close().catch(ignoreEnded)
    forget()
  }

  /** The session has ended on the server. */
  function forget(): void {
    account.value = null
    known.value = true
  }

  return { account, isSignedIn, is, restore, signIn, signUp, signOut, forget }
})

function ignoreEnded(error: unknown): void {
  if (!(error instanceof Problem && error.needsSignIn)) throw error
}
