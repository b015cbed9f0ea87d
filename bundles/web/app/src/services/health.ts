import { http } from './http'

export interface Health {
  status: 'UP' | 'DEGRADED'
  parts: { name: string; up: boolean; detail: string }[]
}

export const health = {
  read: (signal?: AbortSignal) => http.get<Health>('/health', signal),
}
