import { describe, expect, it } from 'vitest'

import {
  askedOf, countFilters, filtersOf, NO_FILTERS, readFilters, writeFilters, type Filters,
} from '../../src/rooms/rectifications/filters'

const there = (filters: Filters) => readFilters(new URLSearchParams(writeFilters(filters)))
const ID = '0198f3a2-0000-7000-8000-000000000001'
const FULL: Filters = {
  all: false, state: 'assigned', severity: 'major', overdue: true, inTime: false, school: ID, schoolName: '启明小学 & 分校',
  unit: ID, unitName: '市场监管局', township: ID, townshipName: '城关镇', category: 'PHY01', level: '2', foundVia: 'patrol',
  reportedFrom: '2026-01-01', reportedTo: '2026-02-01', dueFrom: '2026-03-01', dueTo: '2026-04-01', closedFrom: '2026-05-01',
  closedTo: '2026-06-01', flags: ['whistle', 'frozen'], q: '围墙?', sort: 'due',
}

describe('filters in the address', () => {
  it('come back as they went in', () => {
    expect(there(FULL)).toEqual(FULL)
    expect(there({ ...NO_FILTERS, all: true })).toEqual({ ...NO_FILTERS, all: true })
    expect(there({ ...NO_FILTERS, inTime: true })).toEqual({ ...NO_FILTERS, inTime: true })
  })

  it('leave the address bare when nothing is chosen', () => {
    expect(writeFilters(NO_FILTERS)).toBe('')
    expect(writeFilters({ ...NO_FILTERS, q: '   ' })).toBe('')
  })

  it('keep what stands beside them', () => {
    expect(writeFilters(NO_FILTERS, { case: ID })).toBe(`?case=${ID}`)
  })

  it('ignore what somebody made up', () => {
    const made_up = 'state=exploded&severity=9&overdue=yes&school_name=x&unit=me&due_from=soon&flags=nice,,&sort=random&level=7'
    expect(readFilters(new URLSearchParams(made_up))).toEqual(NO_FILTERS)
  })

  it('ask the server for open cases unless a state, days of closing or everything is wanted', () => {
    expect(askedOf(NO_FILTERS)).toEqual({ open: 'true' })
    expect(askedOf({ ...NO_FILTERS, all: true })).toEqual({})
    expect(askedOf({ ...NO_FILTERS, state: 'closed', q: '门' })).toEqual({ state: 'closed', q: '门' })
    expect(askedOf({ ...NO_FILTERS, closedFrom: '2026-05-01' })).toEqual({ closed_from: '2026-05-01' })
    expect(askedOf({ ...NO_FILTERS, overdue: true, school: ID })).toEqual({ open: 'true', overdue: 'true', school_id: ID })
    expect(askedOf({ ...NO_FILTERS, inTime: true })).toEqual({ open: 'true', overdue: 'false' })
  })

  it('never tell the server the names that are only shown', () => {
    expect(Object.keys(askedOf(FULL)).filter((name) => name.endsWith('_name'))).toEqual([])
  })

  it('are made of what the server says lists a number of the board', () => {
    expect(filtersOf({ overdue: 'false', due_to: '2026-11-29' })).toEqual({ ...NO_FILTERS, inTime: true, dueTo: '2026-11-29' })
    expect(filtersOf({ open: 'true' }, { unit: ID })).toEqual({ ...NO_FILTERS, unit: ID })
    expect(filtersOf({ flags: 'no_update' })).toEqual({ ...NO_FILTERS, flags: ['no_update'] })
  })

  it('are counted without the search, the order and the names', () => {
    expect(countFilters({ ...NO_FILTERS, q: '门', sort: 'due' })).toBe(0)
    expect(countFilters({ ...NO_FILTERS, overdue: true, severity: 'major', flags: ['whistle', 'frozen'] })).toBe(4)
    expect(countFilters({ ...NO_FILTERS, unit: ID, unitName: 'x' })).toBe(1)
  })
})
