import { http } from './http'

export interface OpenSite {
  subdomain: string
  deviceId: string | null
  connections: number
}

export const sites = {
  list: (signal?: AbortSignal) => http.get<OpenSite[]>('/sites', signal),
}
