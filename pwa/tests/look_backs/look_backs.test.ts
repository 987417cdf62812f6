import { describe, expect, it } from 'vitest'

import type { LookBack } from '../../src/api/look_backs'
import { askedOf, readFilters, whenOf, writeFilters } from '../../src/rooms/look_backs/look_backs'

const ID = '0198f3a2-0000-7000-8000-000000000001'
const read = (text: string) => readFilters(new URLSearchParams(text))

describe('the list in the address', () => {
  it('is what is due where nothing is said, and its address stays bare', () => {
    expect(read('').state).toBe('due')
    expect(writeFilters(read(''))).toBe('')
  })

  it.each(['state=overdue', 'state=done&severity=major', `state=coming&school=${ID}&school_name=A`])('comes back as it was: %s', (text) => {
    expect(writeFilters(read(text))).toBe(`?${text}`)
  })

  it('drops what nobody may ask for, and a name without its school', () => {
    expect(read('state=void&severity=small&school=x&school_name=A')).toEqual({ state: 'due', severity: '', school: '', schoolName: '' })
  })

  it('asks the server by its own names, without the name that only shows', () => {
    expect(askedOf(read(`severity=major&school=${ID}&school_name=A`))).toEqual({ state: 'due', severity: 'major', school_id: ID })
  })
})

describe('when', () => {
  const now = Date.parse('2026-11-26T04:00:00Z')
  const about = (more: Partial<LookBack>): LookBack =>
    ({ result: null, done_at: null, overdue: false, due_at: '2026-11-26T15:59:59Z', ...more }) as LookBack

  it.each([
    ['its own day', {}, 'look_back.today', 0, 'soon'],
    ['a later day', { due_at: '2026-11-29T15:59:59Z' }, 'look_back.left', 3, 'calm'],
    ['a day that is over', { due_at: '2026-11-24T15:59:59Z', overdue: true }, 'look_back.late', 2, 'late'],
    ['an hour that is over on its own day', { due_at: '2026-11-26T01:00:00Z', overdue: true }, 'look_back.today', 0, 'soon'],
    ['what is done', { result: 'fail', done_at: '2026-11-25T01:00:00Z' }, 'look_back.done_on', 0, 'done'],
  ] as const)('is told of %s', (_day, more, key, n, tone) => {
    expect(whenOf(about(more), now)).toMatchObject({ key, n, tone })
  })
})
