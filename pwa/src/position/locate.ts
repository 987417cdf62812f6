// Where the phone says it is. Soft: never more than ten seconds, never in the way, never an error.
import type { Position } from '../api/types'

export type Located = { ok: true; position: Position } | { ok: false; reason: 'denied' | 'unknown' }

const LONGEST_MS = 10_000

export function locate(): Promise<Located> {
  return new Promise((resolve) => {
    const unknown = () => resolve({ ok: false, reason: 'unknown' })
    // Some web views never answer at all, so the browser's own timeout is not enough.
    setTimeout(unknown, LONGEST_MS)
    if (!navigator.geolocation) return unknown()
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ ok: true, position: toPosition(coords) }),
      (error) => resolve({ ok: false, reason: error.code === 1 ? 'denied' : 'unknown' }),
      { enableHighAccuracy: true, timeout: LONGEST_MS, maximumAge: 30_000 },
    )
  })
}

/** W3C says WGS-84; the server flags what looks like GCJ-02 from a vendor's browser. */
function toPosition({ latitude, longitude, accuracy }: GeolocationCoordinates): Position {
  const round = (value: number) => Math.round(value * 1e6) / 1e6
  return {
    lat: round(latitude), lng: round(longitude), accuracy_m: Math.round(accuracy), datum: 'wgs84', provider: 'browser',
  }
}
