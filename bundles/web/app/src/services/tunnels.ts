import { http } from './http'

export interface OpenTunnel {
  deviceId: string
  deviceName?: string | null
  /** DRAINING: sessions finish, nobody new gets in; the device may have an open tunnel beside it. */
  state: 'OPEN' | 'DRAINING'
  generation: number
  port: number
  from: string
  since: string
  sessions: number
  bytesIn: number
  bytesOut: number
}

export const tunnels = {
  list: (signal?: AbortSignal) => http.get<OpenTunnel[]>('/tunnels', signal),
  /** Cuts the device's tunnels; the device's agent opens it again. */
  close: (deviceId: string) => http.delete(`/tunnels/${deviceId}`),
}
