import { http } from './http'

export interface SshKey {
  id: string
  name: string
  type: string
  fingerprint: string
  createdAt: string
}

export const sshKeys = {
  list: (signal?: AbortSignal) => http.get<SshKey[]>('/ssh-keys', signal),
  add: (key: string) => http.post<SshKey>('/ssh-keys', { key }),
  delete: (id: string) => http.delete(`/ssh-keys/${id}`),
}
