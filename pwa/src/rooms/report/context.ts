// What the backend wrote into the page for the script: data attributes, because the page allows no inline script.
import { readTaxonomy } from '../../api/public'
import type { Result } from '../../api/client'
import type { ReferralPhone, Tile } from '../../api/types'

export interface PlaceContext { code: string; title: string; lat: number | undefined; lng: number | undefined }
export interface PublicTaxonomy { tiles: Tile[]; referral_phones: ReferralPhone[] }

export function readPlace({ dataset }: HTMLElement): PlaceContext {
  const number = (text: string | undefined) => (text ? Number(text) : undefined)
  return { code: dataset.code ?? '', title: dataset.title ?? '', lat: number(dataset.lat), lng: number(dataset.lng) }
}

/** From the page itself if it is there: one request less. */
export async function loadTaxonomy({ dataset }: HTMLElement): Promise<Result<PublicTaxonomy>> {
  if (dataset.taxonomy) return { ok: true, value: JSON.parse(dataset.taxonomy) as PublicTaxonomy, status: 200 }
  return readTaxonomy()
}
