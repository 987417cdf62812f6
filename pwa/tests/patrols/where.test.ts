import { describe, expect, it } from 'vitest'

import { bearing, distanceM, wayTo } from '../../src/rooms/patrols/where'

const HERE = { lat: 38.9, lng: 83.1, accuracy_m: 10 }
const at = (north: number, east: number) => ({ lat: 38.9 + north / 111_195, lng: 83.1 + east / (111_195 * Math.cos((38.9 * Math.PI) / 180)), radius_m: 50 })

describe('the way to a point', () => {
  it.each([
    [200, 0, 'n'], [200, 200, 'ne'], [0, 200, 'e'], [-200, 200, 'se'], [-200, 0, 's'], [-200, -200, 'sw'], [0, -200, 'w'], [200, -200, 'nw'],
  ])('%i m north and %i m east lies %s', (north, east, compass) => {
    expect(wayTo(HERE, at(north, east)).compass).toBe(compass)
  })

  it('measures metres and degrees', () => {
    expect(distanceM(HERE, at(300, 400))).toBeCloseTo(500, 0)
    expect(bearing(HERE, at(100, 100))).toBeCloseTo(45, 1)
  })

  it('says metres as people do', () => {
    expect([13, 87, 118, 1_234].map((metres) => wayTo(HERE, at(metres, 0)).metres)).toEqual([10, 90, 120, 1_200])
  })

  it('names no direction where the reading cannot tell', () => {
    expect(wayTo(HERE, at(20, 0)).here).toBe(true)
    expect(wayTo({ ...HERE, accuracy_m: 45 }, at(40, 0)).here).toBe(true)
    expect(wayTo({ ...HERE, accuracy_m: 2_000 }, at(300, 0)).here).toBe(false)
  })
})
