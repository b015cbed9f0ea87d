import type { Account } from './accounts'
import { http } from './http'

export interface Session {
  expiresAt: string
  account: Account
}

/** The session itself lives in a cookie that no script can read. */
export const sessions = {
  open: (email: string, password: string) => http.post<Session>('/sessions', { email, password }),
  close: () => http.delete('/sessions/current'),
}
