import { http } from './http'

export type Role = 'ADMIN' | 'OWNER' | 'RENTER'

export interface Account {
  id: string
  email: string
  name: string
  roles: Role[]
  createdAt: string
}

export interface NewAccount {
  email: string
  name: string
  password: string
}

export interface AccountChange {
  name?: string
  password?: string
  currentPassword?: string
}

export const accounts = {
  create: (account: NewAccount) => http.post<Account>('/accounts', account),
  me: () => http.get<Account>('/accounts/me'),
  change: (change: AccountChange) => http.patch<Account>('/accounts/me', change),
}

/** The fewest characters the server takes for a password. */
export const PASSWORD_MIN = 10
