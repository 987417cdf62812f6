import { describe, expect, it } from 'vitest'

import { MIDDLE, SIZE, drawingOf } from '../../src/rooms/visits/drawing'
import { metres } from '../../src/rooms/visits/tone'

const PLACE = { lat: 38.9, lng: 83.1, accuracy_m: 8, radius_m: 50, on_site: true }
const at = (north: number, east = 0, accuracy: number | null = 12) => ({
  lat: 38.9 + north / 111_320, lng: 83.1 + east / (111_320 * Math.cos((38.9 * Math.PI) / 180)), accuracy_m: accuracy, source_datum: 'wgs84',
})
const draw = (position: ReturnType<typeof at>) => drawingOf({ place: PLACE, position })!

describe('the drawing of a visit', () => {
  it('puts north up and east to the right, however far it is', () => {
    for (const far of [5, 80, 2600, 400_000]) {
      const { x, y } = draw(at(far, far))
      expect(x - MIDDLE).toBeGreaterThan(0)
      expect(MIDDLE - y).toBeCloseTo(x - MIDDLE, 5)
      expect(x).toBeLessThan(SIZE)
      expect(y).toBeGreaterThan(0)
    }
  })

  it('keeps both circles in scale', () => {
    const { near, accuracy, y, step, bar } = draw(at(200, 0, 25))
    expect(near / accuracy).toBeCloseTo(2, 5)
    expect((MIDDLE - y) / near).toBeCloseTo(4, 5)
    expect(bar / step).toBeCloseTo(near / 50, 5)
  })

  it('does not let a reading of kilometres shrink the point to nothing', () => {
    expect(draw(at(30, 0, 5000)).near).toBeGreaterThan(25)
    expect(draw(at(400_000)).near).toBeGreaterThanOrEqual(3)
  })

  it('draws no circle for a phone that says no accuracy, and nothing where there is nothing', () => {
    expect(draw(at(30, 0, null)).accuracy).toBe(0)
    expect(drawingOf({ place: PLACE, position: null })).toBeNull()
    expect(drawingOf({ place: { ...PLACE, lat: null, lng: null }, position: at(1) })).toBeNull()
  })
})

describe('a distance', () => {
  it('is said in metres up to a kilometre', () => {
    const said = (n: number) => metres(n, (key, { n: number = '' }) => `${number}${key}`)
    expect([said(12.4), said(999), said(2600)]).toEqual(['12visit.metres', '999visit.metres', '2.6visit.kilometres'])
  })
})
