// A plan of the round that needs no map and no network: points by their own positions, north up. Pure.
import type { RunPoint } from '../../api/patrols'
import type { LatLng } from './where'

export interface Drawn { position: number; x: number; y: number }
export interface Plan { points: Drawn[]; me: { x: number; y: number; r: number } | undefined; barM: number; barX: number }

export const WIDTH = 340
export const HEIGHT = 300
const EDGE = 34
const LEAST_SPAN_M = 60
const M_PER_DEGREE = 111_195
const BARS = [10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000]

/** `undefined`: fewer than two points have a position, there is nothing to draw. */
export function planOf(points: readonly RunPoint[], me?: LatLng & { accuracy_m: number }): Plan | undefined {
  const known = points.filter(hasPosition)
  const [first] = known
  if (!first || known.length < 2) return undefined
  const flat = (at: LatLng) => ({
    x: (at.lng - first.checkpoint.lng) * M_PER_DEGREE * Math.cos((first.checkpoint.lat * Math.PI) / 180),
    y: (first.checkpoint.lat - at.lat) * M_PER_DEGREE,
  })
  const spots = known.map(({ position, checkpoint }) => ({ position, ...flat(checkpoint) }))
  const box = boxOf(spots)
  const scale = Math.min((WIDTH - 2 * EDGE) / box.width, (HEIGHT - 2 * EDGE) / box.height)
  const draw = ({ x, y }: { x: number; y: number }) => ({
    x: WIDTH / 2 + (x - box.x) * scale, y: HEIGHT / 2 + (y - box.y) * scale,
  })
  const barM = BARS.filter((metres) => metres * scale <= WIDTH / 3).pop() ?? 10
  return {
    points: spots.map((spot) => ({ position: spot.position, ...draw(spot) })),
    me: me && { ...kept(draw(flat(me))), r: Math.min(me.accuracy_m * scale, WIDTH / 2) },
    barM, barX: barM * scale,
  }
}

type Known = RunPoint & { checkpoint: { lat: number; lng: number } }
const hasPosition = (point: RunPoint): point is Known => point.checkpoint.lat !== null && point.checkpoint.lng !== null

function boxOf(spots: readonly { x: number; y: number }[]) {
  const range = (values: number[]) => {
    const low = Math.min(...values)
    const high = Math.max(...values)
    return { middle: (low + high) / 2, span: Math.max(high - low, LEAST_SPAN_M) }
  }
  const x = range(spots.map((spot) => spot.x))
  const y = range(spots.map((spot) => spot.y))
  return { x: x.middle, y: y.middle, width: x.span, height: y.span }
}

/** Someone far away stands at the edge of the plan, in the right direction. */
const kept = ({ x, y }: { x: number; y: number }) => ({
  x: Math.max(8, Math.min(WIDTH - 8, x)), y: Math.max(8, Math.min(HEIGHT - 8, y)),
})
