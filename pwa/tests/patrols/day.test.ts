import { describe, expect, it } from 'vitest'

import { inOrder, isRunning, isUnsettled, nextPoint, progress, spotsOf, stateOf, unsentVisits } from '../../src/rooms/patrols/day'
import { nearestTo } from '../../src/rooms/patrols/nearest'
import { NOW, point, run, SEEN, today, waiting } from './rounds'

const NONE = unsentVisits([])

describe('the day on the phone', () => {
  it('counts what waits on this phone as seen', () => {
    const round = run({ points: [point(1, { visited: SEEN }), point(2), point(3)] })
    const unsent = unsentVisits([waiting('r1', 'p2')])
    expect(round.points.map((each) => stateOf(round, each, unsent))).toEqual(['done', 'unsent', 'open'])
    expect(progress(round, unsent)).toEqual({ seen: 2, all: 3 })
    expect(nextPoint(round, unsent)?.checkpoint.id).toBe('p3')
  })

  it('does not count what another round, another kind of fact or an answered item holds', () => {
    const answered = { ...waiting('r1', 'p1'), answer: { id: 'x', photos_missing: ['aa'] } }
    const report = { ...waiting('r1', 'p1'), path: '/reports' }
    expect(progress(run(), unsentVisits([waiting('r2', 'p1'), answered, report])).seen).toBe(0)
  })

  it('goes by the order where there is one, else to the nearest', () => {
    const atThird = nearestTo({ lat: 38.9018, lng: 83.1 })
    expect(nextPoint(run(), NONE, atThird)?.checkpoint.id).toBe('p1')
    expect(nextPoint(run({ route: { ...run().route, ordered: false } }), NONE, atThird)?.checkpoint.id).toBe('p3')
  })

  it('has no next point when all have been seen', () => {
    expect(nextPoint(run({ points: [point(1, { visited: SEEN })] }), NONE)).toBeUndefined()
  })

  it('takes the round that runs now when a code belongs to several', () => {
    const later = run({ id: 'r2', starts_at: '2026-11-26T02:00:00Z', opens_at: '2026-11-26T01:50:00Z', closes_at: '2026-11-26T02:20:00Z' })
    expect(spotsOf(today(later, run()), 'CODE2', NONE, NOW).map((spot) => spot.run.id)).toEqual(['r1', 'r2'])
    expect(spotsOf(today(later, run()), 'ELSEWHERE', NONE, NOW)).toEqual([])
  })

  it('takes the round whose point nobody has seen before one that has been seen', () => {
    const seen = run({ points: [point(1, { visited: SEEN })] })
    const other = run({ id: 'r2', points: [point(1)], starts_at: '2026-11-26T00:12:00Z' })
    expect(spotsOf(today(seen, other), 'CODE1', NONE, NOW)[0]?.run.id).toBe('r2')
  })

  it('lets a phone whose clock is a year off record all the same', () => {
    const yearOff = NOW + 365 * 86_400_000
    expect([isRunning(run(), yearOff), isUnsettled(run())]).toEqual([false, true])
    expect(isUnsettled(run({ state: 'missed' }))).toBe(false)
  })

  it('reads running first, then ahead, then over', () => {
    const ahead = run({ id: 'r2', opens_at: '2026-11-26T05:00:00Z', starts_at: '2026-11-26T05:10:00Z', closes_at: '2026-11-26T05:30:00Z' })
    const over = run({ id: 'r3', state: 'missed' })
    expect(inOrder([over, ahead, run()], NOW).map(({ key, runs }) => [key, runs[0]?.id]))
      .toEqual([['running', 'r1'], ['ahead', 'r2'], ['over', 'r3']])
  })
})
