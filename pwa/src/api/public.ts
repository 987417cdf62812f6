// Calls of the passer-by's pages. All of them go out without a cookie.
import { request } from './client'
import type { NearbyReport, Pickup, Taxonomy } from './types'

const anonymous = true

export const readTaxonomy = () => request<Taxonomy>('GET', '/taxonomy', { anonymous })

export function readNearby(query: Record<string, string | number | undefined>) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const text = given.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')
  return request<{ items: NearbyReport[] }>('GET', `/reports/nearby?${text}`, { anonymous, timeoutMs: 6_000 })
}

export const readPickup = (pickupCode: string) =>
  request<Pickup>('POST', '/pickups', { anonymous, body: { pickup_code: pickupCode } })

export const withdrawPhone = (pickupCode: string) =>
  request<undefined>('POST', '/pickups/phone_withdrawal', { anonymous, body: { pickup_code: pickupCode } })
