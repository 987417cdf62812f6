import { describe, expect, it } from 'vitest'

import type { Board, BoardLine } from '../../src/api/cases'
import { late, linkOf, onTime } from '../../src/rooms/board/board'

const ID = '0198f3a2-0000-7000-8000-000000000001'
const COUNTS = {
  open: 9, due_this_week: 2, late_3: 1, late_7: 1, late_more: 3, major: 1, to_verify: 1, no_update: 4, closed: 8, on_time: 7,
}
const LINE: BoardLine = { ...COUNTS, group: { id: ID, name: '市场监管局' } }
const FILTERS = {
  open: { open: 'true' }, late_3: { overdue: 'true', due_from: '2026-11-23' }, no_update: { flags: 'no_update' },
  closed: { closed_from: '2026-10-28' },
}
const board = (by: string): Board => ({
  by, as_of: '2026-11-26T00:00:00Z', closed_from: '2026-10-28', lines: [LINE], left_out: 0, total: COUNTS, filters: FILTERS,
})

describe('a number of the board', () => {
  it('opens the list of what it counts, for its unit, school or township', () => {
    const named = (name: string) => `${name}=${ID}&${name}_name=${encodeURIComponent('市场监管局')}`
    expect(linkOf(board('unit'), 'open', LINE)).toBe(`/app/cases?${named('unit')}`)
    expect(linkOf(board('school'), 'late_3', LINE)).toBe(`/app/cases?${named('school')}&due_from=2026-11-23&overdue=1`)
    expect(linkOf(board('township'), 'closed', LINE)).toBe(`/app/cases?${named('township')}&closed_from=2026-10-28`)
  })

  it('opens the list of all for the sum', () => {
    expect(linkOf(board('unit'), 'open')).toBe('/app/cases')
  })

  it('finds what has no unit or school yet by its mark', () => {
    const nobody = { ...LINE, group: null }
    expect(linkOf(board('unit'), 'open', nobody)).toBe('/app/cases?flags=unassigned')
    expect(linkOf(board('school'), 'no_update', nobody)).toBe('/app/cases?flags=no_update%2Cno_school')
  })
})

describe('punctuality', () => {
  it('is a share of what was struck off, and nothing where nothing was', () => {
    expect(onTime(COUNTS)).toBe(88)
    expect(onTime({ ...COUNTS, closed: 0, on_time: 0 })).toBeUndefined()
  })

  it('counts delays of every length', () => {
    expect(late(COUNTS)).toBe(5)
  })
})
