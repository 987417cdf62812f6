import { describe, expect, it } from 'vitest'

import { HEIGHT, planOf, WIDTH } from '../../src/rooms/patrols/plan'
import { point } from './rounds'

const nowhere = (position: number) => point(position, { checkpoint: { ...point(position).checkpoint, lat: null, lng: null } })

describe('the plan without tiles', () => {
  it('draws north up and keeps every point on the sheet, also two hundred of them', () => {
    const plan = planOf(Array.from({ length: 200 }, (_, index) => point(index + 1)))
    expect(plan?.points).toHaveLength(200)
    const [first, ...rest] = plan?.points ?? []
    expect(rest.every(({ y }) => first !== undefined && y < first.y)).toBe(true)
    expect(plan?.points.every(({ x, y }) => x > 0 && x < WIDTH && y > 0 && y < HEIGHT)).toBe(true)
  })

  it('leaves out points without a position, and itself where nothing is left to draw', () => {
    expect(planOf([point(1), nowhere(2), point(3)])?.points.map(({ position }) => position)).toEqual([0, 2])
    expect(planOf([point(1), nowhere(2)])).toBeUndefined()
    expect(planOf([])).toBeUndefined()
  })

  it('puts somebody far away at the edge, in the right direction', () => {
    const me = planOf([point(1), point(2)], { lat: 38.9, lng: 84, accuracy_m: 20 })?.me
    expect(me?.x).toBe(WIDTH - 8)
  })

  it('has a bar whose length is that of its metres', () => {
    const plan = planOf([point(1), point(3)])
    const [low, high] = plan?.points ?? []
    expect(plan && low && high && ((low.y - high.y) / 200.15) * plan.barM).toBeCloseTo(plan?.barX ?? 0, 0)
  })
})
