import { describe, expect, it } from 'vitest'

import { clockOf } from '../../src/rooms/rectifications/clock'

const NOON = Date.parse('2026-11-22T12:00:00+08:00')
const at = (due_at: string | null, more: { state?: string; overdue?: boolean; step_due_at?: string | null } = {}) => {
  const found = clockOf({ state: 'rectifying', overdue: false, step_due_at: null, due_at, ...more }, NOON)
  return found && [found.key, found.n, found.tone]
}

describe('the clock of a case', () => {
  it('counts civil days in Shanghai, not periods of 24 hours', () => {
    expect(at('2026-11-22T23:59:59+08:00')).toEqual(['clock.today', 0, 'soon'])
    expect(at('2026-11-23T23:59:59+08:00')).toEqual(['clock.tomorrow', 1, 'soon'])
    expect(at('2026-11-24T23:59:59+08:00')).toEqual(['clock.left', 2, 'calm'])
    expect(at('2026-11-24T15:59:59Z')).toEqual(['clock.left', 2, 'calm'])
  })

  it('says the hour where it is not the end of the day', () => {
    expect(at('2026-11-22T18:00:00+08:00')).toEqual(['clock.today_at', 0, 'soon'])
    expect(clockOf({ state: 'rectifying', overdue: false, step_due_at: null, due_at: '2026-11-22T18:00:00+08:00' }, NOON)?.time).toBe('18:00')
  })

  it('says how many days it is late, and does not say "0 days"', () => {
    expect(at('2026-11-19T23:59:59+08:00')).toEqual(['clock.late', 3, 'late'])
    expect(at('2026-11-22T09:00:00+08:00')).toEqual(['clock.late_today', 0, 'late'])
  })

  it('believes the server when that says overdue', () => {
    expect(at('2026-11-22T23:59:59+08:00', { overdue: true })?.[2]).toBe('late')
  })

  it('stands still while others check, whose own clock runs instead', () => {
    const checking = { state: 'pending_verification' }
    expect(at('2026-11-19T23:59:59+08:00', checking)).toEqual(['clock.paused', 0, 'calm'])
    expect(at('2026-11-19T23:59:59+08:00', { ...checking, step_due_at: '2026-11-22T18:00:00+08:00' })).toEqual(['step.today_at', 0, 'soon'])
  })

  it('is that of the step while a unit has not acknowledged, as long as that comes first', () => {
    const assigned = { state: 'assigned', step_due_at: '2026-11-22T18:00:00+08:00' }
    expect(at('2026-11-30T23:59:59+08:00', assigned)?.[0]).toBe('step.today_at')
    expect(at('2026-11-22T17:00:00+08:00', assigned)?.[0]).toBe('clock.today_at')
    expect(at('2026-11-20T23:59:59+08:00', { ...assigned, overdue: true })?.[0]).toBe('clock.late')
  })

  it('is none when all is over, and when there is no date', () => {
    expect(at('2026-11-19T23:59:59+08:00', { state: 'closed', step_due_at: '2026-11-19T23:59:59+08:00' })).toBeUndefined()
    expect(at(null)).toBeUndefined()
    expect(at(null, { state: 'reported' })).toBeUndefined()
  })
})
