// Where the phone says it is. Soft: never more than ten seconds, never in the way, never an error.
import type { Position } from '../api/types'

export type Located = { ok: true; position: Position } | { ok: false; reason: 'denied' | 'unknown' }

const LONGEST_MS = 10_000

/** One reading with its age in seconds, or the word why there is none; the server weighs them differently. */
export type Reading =
  | { state: 'got'; position: Position; ageS: number }
  | { state: 'refused' | 'unavailable' | 'timeout' | 'unsupported' }

const WHY = { 1: 'refused', 2: 'unavailable', 3: 'timeout' } as const

export function readPosition(): Promise<Reading> {
  return new Promise((resolve) => {
    // Some web views never answer at all, so the browser's own timeout is not enough.
    setTimeout(() => resolve({ state: 'timeout' }), LONGEST_MS)
    if (!navigator.geolocation) return resolve({ state: 'unsupported' })
    navigator.geolocation.getCurrentPosition(
      ({ coords, timestamp }) => resolve({ state: 'got', position: toPosition(coords), ageS: ageOf(timestamp) }),
      ({ code }) => resolve({ state: WHY[code as 1 | 2 | 3] ?? 'unavailable' }),
      { enableHighAccuracy: true, timeout: LONGEST_MS, maximumAge: 30_000 },
    )
  })
}

/** A clock that runs backwards or counts from another start says nothing about the age. */
function ageOf(timestamp: number, now = Date.now()): number {
  const seconds = Math.round((now - timestamp) / 1000)
  return seconds >= 0 && seconds < 3_600 ? seconds : 0
}

export async function locate(): Promise<Located> {
  const reading = await readPosition()
  if (reading.state === 'got') return { ok: true, position: reading.position }
  return { ok: false, reason: reading.state === 'refused' ? 'denied' : 'unknown' }
}

/** W3C says WGS-84; the server flags what looks like GCJ-02 from a vendor's browser. */
function toPosition({ latitude, longitude, accuracy }: GeolocationCoordinates): Position {
  const round = (value: number) => Math.round(value * 1e6) / 1e6
  return {
    lat: round(latitude), lng: round(longitude), accuracy_m: Math.round(accuracy), datum: 'wgs84', provider: 'browser',
  }
}
