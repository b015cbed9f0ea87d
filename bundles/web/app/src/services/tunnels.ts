import { http } from './http'

export interface OpenTunnel {
  deviceId: string
  deviceName?: string | null
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
  /** Cuts the tunnel; the device's agent opens it again. */
  close: (deviceId: string) => http.delete(`/tunnels/${deviceId}`),
}
