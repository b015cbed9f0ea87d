import { http } from './http'

export interface Mail {
  id: string
  recipient: string
  subject: string
  /** Null once the mail was sent, or its recipient turned out not to want it. */
  text: string | null
  state: 'WAITING' | 'SENT' | 'MUTED' | 'FAILED'
  attempts: number
  lastError: string
  createdAt: string
  sentAt: string | null
}

export const mails = {
  list: (signal?: AbortSignal) => http.get<Mail[]>('/mails', signal),
  retry: (id: string) => http.post<Mail>(`/mails/${id}/retry`),
}
