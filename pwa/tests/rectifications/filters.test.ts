import { describe, expect, it } from 'vitest'

import { askedOf, countFilters, NO_FILTERS, readFilters, writeFilters, type Filters } from '../../src/rooms/rectifications/filters'

const there = (filters: Filters) => readFilters(new URLSearchParams(writeFilters(filters)))

describe('filters in the address', () => {
  it('come back as they went in', () => {
    const full = { all: false, state: 'assigned', severity: 'major', overdue: true, school: 'abc', schoolName: '启明小学 & 分校', q: '围墙?' }
    expect(there(full)).toEqual(full)
    expect(there({ ...NO_FILTERS, all: true })).toEqual({ ...NO_FILTERS, all: true })
  })

  it('leave the address bare when nothing is chosen', () => {
    expect(writeFilters(NO_FILTERS)).toBe('')
    expect(writeFilters({ ...NO_FILTERS, q: '   ' })).toBe('')
  })

  it('ignore what somebody made up', () => {
    expect(readFilters(new URLSearchParams('state=exploded&severity=9&overdue=yes&school_name=x'))).toEqual(NO_FILTERS)
  })

  it('ask the server for open cases unless a state or everything is wanted', () => {
    expect(askedOf(NO_FILTERS)).toEqual({ open: 'true' })
    expect(askedOf({ ...NO_FILTERS, all: true })).toEqual({})
    expect(askedOf({ ...NO_FILTERS, state: 'closed', q: '门' })).toEqual({ state: 'closed', q: '门' })
    expect(askedOf({ ...NO_FILTERS, overdue: true, school: 's' })).toEqual({ open: 'true', overdue: 'true', school_id: 's' })
  })

  it('are counted without the search', () => {
    expect(countFilters({ ...NO_FILTERS, q: '门' })).toBe(0)
    expect(countFilters({ ...NO_FILTERS, overdue: true, severity: 'major' })).toBe(2)
  })
})
