// Which point is nearest to where one stands. Pure.
import type { RunPoint } from '../../api/patrols'
import { distanceM, type LatLng } from './where'

export function nearestTo(here: LatLng | undefined): ((points: RunPoint[]) => RunPoint | undefined) | undefined {
  if (!here) return undefined
  return (points) => points.map((point) => ({ point, away: away(here, point) })).sort((a, b) => a.away - b.away)[0]?.point
}

const away = (here: LatLng, { checkpoint: { lat, lng } }: RunPoint): number =>
  lat === null || lng === null ? Infinity : distanceM(here, { lat, lng })
