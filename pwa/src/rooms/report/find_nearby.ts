// What is open close by, asked before the form opens: an answer that came later would push the form from under a thumb.
import { readNearby } from '../../api/public'
import type { NearbyReport } from '../../api/types'
import { SHOWN } from './NearbyList'

const PATIENCE_MS = 800

export function findNearby(code: string, tile: string): Promise<NearbyReport[]> {
  const asked = readNearby({ code, tile }).then((result) => (result.ok ? result.value.items.slice(0, SHOWN) : []))
  const enough = new Promise<NearbyReport[]>((resolve) => setTimeout(() => resolve([]), PATIENCE_MS))
  return Promise.race([asked, enough])
}
