import { describe, expect, it } from 'vitest'

import type { SheetAnswer, SheetData, SheetLine } from '../../src/api/inspections'
import { answerBody, answersPath, count, lacksHazard, overlay, standing, type Waiting } from '../../src/rooms/inspections/sheet'

const ME = { id: 'me', name: '王', unit: '市监局' }
const head = (id: string, answer: string): SheetAnswer => ({
  id, answer, note: '', account_id: 'other', author: '李', unit: '交警', at: '2026-09-01T01:00:00Z', photos: [],
})
const line = (key: string, ...heads: SheetAnswer[]): SheetLine => ({
  key, text: key, condition: null, category: 'STF05', category_label: '', tile: 'gate', photo_rule: 'optional', severity: 'general',
  heads, late: [], photos: [], answers: heads.length, findings: [], ...standing(heads),
})
const sheet = (...items: SheetLine[]): SheetData => ({
  id: 'r1', groups: [{ key: 'g', label: '人防', label_en: 'Staffing', items }], tally: count(items),
}) as unknown as SheetData
const waiting = (id: string, body: object, at = 1, path = answersPath('r1')): Waiting =>
  ({ id, path, body, createdAt: at, state: 'waiting' })
const first = (data: SheetData, ...items: Waiting[]) => {
  const [found] = overlay(data, items, ME).groups[0]!.items
  return found!
}

describe('a sheet with what waits on this phone', () => {
  it('shows my unsent answer as mine, in place of what I had seen', () => {
    const seen = first(sheet(line('a', head('h1', 'yes'))), waiting('w1', { item: 'a', answer: 'no', supersedes: ['h1'] }))
    expect([seen.answer, seen.heads.map(({ id }) => id), seen.waiting]).toEqual(['no', ['w1'], ['w1']])
    expect(seen.heads[0]?.author).toBe('王')
  })

  it('shows a conflict when the other phone wrote what I had not seen', () => {
    const seen = first(sheet(line('a', head('h2', 'yes'))), waiting('w1', { item: 'a', answer: 'no', supersedes: [] }))
    expect([seen.status, seen.answer, seen.heads.length]).toEqual(['conflict', null, 2])
  })

  it('keeps my own answers in the order in which I gave them', () => {
    const seen = first(sheet(line('a')), waiting('w2', { item: 'a', answer: 'yes', supersedes: ['w1'] }, 2), waiting('w1', { item: 'a', answer: 'no' }, 1))
    expect([seen.answer, seen.heads.length]).toEqual(['yes', 1])
  })

  it('does not count twice what has arrived already', () => {
    const seen = first(sheet(line('a', head('w1', 'no'))), waiting('w1', { item: 'a', answer: 'no' }))
    expect([seen.heads.length, seen.waiting]).toEqual([1, []])
  })

  it('leaves out what the server refused, and other sheets', () => {
    const refused = { ...waiting('w1', { item: 'a', answer: 'no' }), state: 'refused' }
    expect(first(sheet(line('a')), refused, waiting('w2', { item: 'a', answer: 'no' }, 1, answersPath('r2'))).status).toBe('open')
  })

  it('counts the sheet anew', () => {
    const seen = overlay(sheet(line('a', head('h', 'yes')), line('b')), [waiting('w', { item: 'b', answer: 'no' })], ME)
    expect(seen.tally).toMatchObject({ answered: 2, open: 0, yes: 1, no: 1, score: 50 })
    expect(seen.unsent).toBe(1)
  })

  it('knows a no whose hazard is on its way', () => {
    const said = line('a', head('h', 'no'))
    expect(lacksHazard(first(sheet(said)))).toBe(true)
    const report = waiting('p', { inspection_record_id: 'r1', inspection_item: 'a' }, 1, '/reports')
    expect(lacksHazard(first(sheet(said), report))).toBe(false)
  })
})

describe('an answer', () => {
  it('names everything that stood on this phone', () => {
    const seen = first(sheet(line('a', head('h1', 'yes'), head('h2', 'no'))))
    const body = answerBody(seen, 'n1', 'no', { chosen: 'h2' }, new Date('2026-09-01T01:00:00Z'))
    expect(body).toMatchObject({ id: 'n1', item: 'a', answer: 'no', supersedes: ['h1', 'h2'], chosen_id: 'h2' })
    expect(body).not.toHaveProperty('note')
  })

  it('rounds a score as the server does', () => {
    const lines = [...Array(7).fill({ status: 'settled', answer: 'yes' }), { status: 'settled', answer: 'no' }]
    expect(count(lines).score).toBe(88)
    expect(count([]).score).toBeNull()
  })
})
