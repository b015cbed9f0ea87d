import type { Term } from '@/lib/hours'
import type { Money } from '@/lib/money'
import { http } from './http'

export type DeviceState = 'NEW' | 'PREPARING' | 'READY' | 'RENTED' | 'RESETTING' | 'RETIRED'
export type Purpose = 'FOR_RENT' | 'OWN_USE'

export interface Hardware {
  architecture: string
  cpus: number
  cpuModel: string
  memoryMib: number
  diskMib: number
}

export interface Device extends Term {
  id: string
  ownerId: string
  name: string
  description: string
  purpose: Purpose
  hourlyRate: Money
  state: DeviceState
  generation: number
  online: boolean
  hardware: Hardware | null
  /** What the agent last complained of; empty if nothing. */
  trouble: string
  lastSeenAt: string | null
  createdAt: string
}

export interface DeviceDraft extends Term {
  name: string
  description: string
  hourlyRate: Money
  purpose: Purpose
}

/** What goes into `device.json`. Its key is shown this once and never again. */
export interface DeviceFile {
  server: string
  deviceId: string
  key: string
}

export interface DeviceKey {
  deviceKey: string
  deviceFile: DeviceFile
}

export const devices = {
  list: (signal?: AbortSignal) => http.get<Device[]>('/devices', signal),
  find: (id: string, signal?: AbortSignal) => http.get<Device>(`/devices/${id}`, signal),
  add: (draft: DeviceDraft) => http.post<DeviceKey & { device: Device }>('/devices', draft),
  change: (id: string, change: Partial<DeviceDraft>) =>
    http.patch<Device>(`/devices/${id}`, change),
  remove: (id: string) => http.delete(`/devices/${id}`),
  /** Makes a new device key; the old one is void at once. */
  renewKey: (id: string) => http.post<DeviceKey>(`/devices/${id}/key`),
}
