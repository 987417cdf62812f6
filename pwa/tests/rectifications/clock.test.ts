import { describe, expect, it } from 'vitest'

import { clockOf } from '../../src/rooms/rectifications/clock'

const NOON = Date.parse('2026-11-22T12:00:00+08:00')
const at = (due_at: string | null, more: { state?: string; overdue?: boolean } = {}) =>
  clockOf({ state: 'rectifying', overdue: false, due_at, ...more }, NOON)

describe('the clock of a case', () => {
  it('counts civil days in Shanghai, not periods of 24 hours', () => {
    expect(at('2026-11-22T23:59:59+08:00')).toEqual({ key: 'clock.today', n: 0, tone: 'soon' })
    expect(at('2026-11-23T00:00:01+08:00')).toEqual({ key: 'clock.tomorrow', n: 1, tone: 'soon' })
    expect(at('2026-11-24T23:59:59+08:00')).toEqual({ key: 'clock.left', n: 2, tone: 'calm' })
    expect(at('2026-11-24T15:59:59Z')).toEqual({ key: 'clock.left', n: 2, tone: 'calm' })
  })

  it('says how many days it is late, and does not say "0 days"', () => {
    expect(at('2026-11-19T23:59:59+08:00')).toEqual({ key: 'clock.late', n: 3, tone: 'late' })
    expect(at('2026-11-22T09:00:00+08:00')).toEqual({ key: 'clock.late_today', n: 0, tone: 'late' })
  })

  it('believes the server when that says overdue', () => {
    expect(at('2026-11-22T23:59:59+08:00', { overdue: true })?.tone).toBe('late')
  })

  it('stands still while others check, and when there is no date', () => {
    expect(at('2026-11-19T23:59:59+08:00', { state: 'pending_verification' })).toBeUndefined()
    expect(at('2026-11-19T23:59:59+08:00', { state: 'closed' })).toBeUndefined()
    expect(at(null)).toBeUndefined()
  })
})
