import { beforeAll, describe, expect, it } from 'vitest'

import type { InboxItem } from '../../src/api/inbox'
import { addTexts } from '../../src/i18n'
import { clockTime } from '../../src/i18n/dates'
import chinese from '../../src/i18n/app.zh'
import { byDay } from '../../src/rooms/inbox/days'
import { shownCount } from '../../src/rooms/inbox/unread'

beforeAll(() => addTexts(chinese))

const NOW = Date.parse('2026-11-26T02:00:00Z')

const at = (created_at: string): InboxItem => ({
  id: created_at, kind: 'case_assigned', urgency: 'normal', title: '', line: '', address: '/app/inbox', created_at, read_at: null,
})

describe('messages by day', () => {
  it('names today and yesterday, and older days by their date', () => {
    const days = byDay(['2026-11-26T01:00:00Z', '2026-11-25T01:00:00Z', '2026-11-20T01:00:00Z'].map(at), NOW)
    expect(days.map(({ label }) => label)).toEqual(['今天', '昨天', '11月20日'])
  })

  it('counts days in Shanghai, where a new one begins at 16:00 UTC', () => {
    const days = byDay(['2026-11-25T16:00:00Z', '2026-11-25T15:59:59Z'].map(at), NOW)
    expect(days.map(({ label }) => label)).toEqual(['今天', '昨天'])
  })

  it('keeps every message once and in order', () => {
    const times = ['2026-11-26T01:00:00Z', '2026-11-26T00:30:00Z', '2026-11-25T01:00:00Z']
    expect(byDay(times.map(at), NOW).map(({ items }) => items.map(({ id }) => id))).toEqual([times.slice(0, 2), times.slice(2)])
  })

  it('does not call the same date of another year today', () => {
    expect(byDay([at('2025-11-26T01:00:00Z')], NOW)[0]?.label).not.toBe('今天')
  })

  it('has nothing to say of nothing', () => expect(byDay([], NOW)).toEqual([]))
})

it('writes the time of day in Shanghai, midnight as 00', () => {
  expect(clockTime('2026-11-25T16:05:00Z')).toBe('00:05')
  expect(clockTime('2026-11-25T07:20:00.123456Z')).toBe('15:20')
})

it('shows no more than two figures in the bell', () => {
  expect([1, 99, 100, 12_000].map(shownCount)).toEqual(['1', '99', '99+', '99+'])
})
