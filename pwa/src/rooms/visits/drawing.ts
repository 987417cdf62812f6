// Geometry of the drawing: the point in the middle, north up, everything that matters inside the frame. Pixels of its own grid.
import type { VisitPage } from '../../api/visits'

export const SIZE = 320
export const MIDDLE = SIZE / 2
const EDGE = 26
const SMALLEST = 3
const METRES_PER_DEGREE = 111_320
const STEPS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000]

export interface Drawing {
  /** Where the phone was. */
  x: number
  y: number
  /** The point's circle and the reading's. */
  near: number
  accuracy: number
  /** Metres of the scale bar, and how long it is. */
  step: number
  bar: number
}

type Drawn = Pick<VisitPage, 'place' | 'position'>

/** Null where there is nothing to draw: no reading (any more), or a point that nobody captured. */
export function drawingOf({ place, position }: Drawn): Drawing | null {
  if (!place || place.lat === null || place.lng === null || !position) return null
  const radius = place.radius_m ?? 50
  const accuracy = position.accuracy_m ?? 0
  const east = (position.lng - place.lng) * METRES_PER_DEGREE * Math.cos((place.lat * Math.PI) / 180)
  const north = (position.lat - place.lat) * METRES_PER_DEGREE
  const away = Math.hypot(east, north)
  // A reading that claims kilometres must not shrink the point to nothing: its circle may leave the frame.
  const reach = Math.max(radius, away + Math.min(accuracy, away + radius)) * 1.08
  const scale = (MIDDLE - EDGE) / reach
  const step = STEPS.filter((each) => each * scale <= SIZE / 3).pop() ?? STEPS[0]!
  return {
    x: MIDDLE + east * scale,
    y: MIDDLE - north * scale,
    near: Math.max(radius * scale, SMALLEST),
    accuracy: accuracy > 0 ? Math.max(accuracy * scale, SMALLEST) : 0,
    step,
    bar: step * scale,
  }
}
