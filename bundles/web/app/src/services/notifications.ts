import { http } from './http'

export interface Notification {
  kind: string
  on: boolean
  /** Whether it can be turned off. */
  optional: boolean
}

export const notifications = {
  list: (signal?: AbortSignal) => http.get<Notification[]>('/notifications', signal),
  choose: (kind: string, on: boolean) => http.put<Notification[]>(`/notifications/${kind}`, { on }),
}
