import { describe, expect, it } from 'vitest'

import type { Question } from '../../src/api/protection'
import { answersOf, typedOf, wrongIn } from '../../src/rooms/protection/answers'

const ASKED: Question[] = [
  { key: 'guards', kind: 'count', label: '' }, { key: 'linked', kind: 'yes', label: '' },
  { key: 'rate', kind: 'percent', label: '' }, { key: 'on', kind: 'date', label: '' },
]
const GOOD = { guards: '３', linked: 'no', rate: '95', on: '2026-11-20' }

describe('a declaration', () => {
  it('leaves with numbers as numbers, full-width digits too', () => {
    expect(wrongIn(ASKED, GOOD)).toEqual({})
    expect(answersOf(ASKED, GOOD)).toEqual({ guards: 3, linked: false, rate: 95, on: '2026-11-20' })
  })

  it('comes back as it left', () => {
    expect(answersOf(ASKED, typedOf(ASKED, answersOf(ASKED, GOOD)))).toEqual(answersOf(ASKED, GOOD))
  })

  it('names every answer that is missing or cannot be', () => {
    expect(Object.keys(wrongIn(ASKED, typedOf(ASKED, undefined)))).toEqual(['guards', 'linked', 'rate', 'on'])
    expect(wrongIn(ASKED, { ...GOOD, rate: '101' })).toEqual({ rate: 'protection.need.percent' })
    expect(wrongIn(ASKED, { ...GOOD, guards: '-1' })).toEqual({ guards: 'protection.need.count' })
  })
})
