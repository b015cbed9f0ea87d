import { http } from './http'

export interface OpenSite {
  subdomain: string
  deviceId: string | null
  connections: number
}

export const sites = {
  list: (signal?: AbortSignal) => http.get<OpenSite[]>('/sites', signal),
}

export type TlsMode = 'TERMINATE' | 'PASS_THROUGH'

export interface CustomDomain {
  id: string
  name: string
  state: 'PENDING' | 'VERIFIED'
  recordName: string
  recordValue: string
}

/** What a renter chose for the site of a rental. */
export interface RentedSite {
  rentalId: string
  tls: TlsMode
  redirect: boolean
  domains: CustomDomain[]
}

const site = (rentalId: string) => `/sites/${rentalId}`

export const rentedSites = {
  find: (rentalId: string, signal?: AbortSignal) => http.get<RentedSite>(site(rentalId), signal),
  choose: (rentalId: string, choice: Partial<Pick<RentedSite, 'tls' | 'redirect'>>) =>
    http.patch<RentedSite>(site(rentalId), choice),
  addDomain: (rentalId: string, name: string) =>
    http.post<CustomDomain>(`${site(rentalId)}/domains`, { name }),
  verifyDomain: (rentalId: string, id: string) =>
    http.post<CustomDomain>(`${site(rentalId)}/domains/${id}/verify`),
  removeDomain: (rentalId: string, id: string) => http.delete(`${site(rentalId)}/domains/${id}`),
}
