// Where the next point lies, in words that need no map: "东北方向，约 120 米". Pure.
export interface LatLng { lat: number; lng: number }

export type Compass = 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w' | 'nw'
export interface Way { metres: number; compass: Compass; here: boolean }

const EARTH_M = 6_371_009
const COMPASS: readonly Compass[] = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw']
const RAD = Math.PI / 180

export function distanceM(a: LatLng, b: LatLng): number {
  const half = (from: number, to: number) => Math.sin(((to - from) * RAD) / 2) ** 2
  const chord = half(a.lat, b.lat) + Math.cos(a.lat * RAD) * Math.cos(b.lat * RAD) * half(a.lng, b.lng)
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/** Degrees from north, clockwise. */
export function bearing(from: LatLng, to: LatLng): number {
  const east = Math.sin((to.lng - from.lng) * RAD) * Math.cos(to.lat * RAD)
  const north = Math.cos(from.lat * RAD) * Math.sin(to.lat * RAD)
    - Math.sin(from.lat * RAD) * Math.cos(to.lat * RAD) * Math.cos((to.lng - from.lng) * RAD)
  return (Math.atan2(east, north) / RAD + 360) % 360
}

/** `here`: nearer than the reading can tell apart; a direction would be a guess. */
export function wayTo(from: LatLng & { accuracy_m: number }, to: LatLng & { radius_m: number }): Way {
  const metres = distanceM(from, to)
  const compass = COMPASS[Math.round(bearing(from, to) / 45) % 8] ?? 'n'
  return { metres: rounded(metres), compass, here: metres <= Math.max(to.radius_m / 2, Math.min(from.accuracy_m, to.radius_m)) }
}

/** As people say it: tens below a hundred, then twenties, then hundreds. */
function rounded(metres: number): number {
  const step = metres < 100 ? 10 : metres < 1_000 ? 20 : 100
  return Math.max(step, Math.round(metres / step) * step)
}
