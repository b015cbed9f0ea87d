import { http } from './http'

export interface Mail {
  id: string
  recipient: string
  subject: string
  /** Null once the mail was sent. */
  text: string | null
  attempts: number
  lastError: string
  createdAt: string
  sentAt: string | null
}

export const mails = {
  list: (signal?: AbortSignal) => http.get<Mail[]>('/mails', signal),
}
