import { describe, expect, it } from 'vitest'

import description from '../../../backend/openapi.json'
import english from '../../src/i18n/app.en'
import chinese from '../../src/i18n/app.zh'
import { FIELDS } from '../../src/rooms/rectifications/moves/fields'
import { fieldsOf, GROUPS, MOVES } from '../../src/rooms/rectifications/moves/table'
import { bodyOf, emptyValues, missing, SIGNED_BY, SOURCE, valuesOf, type Values } from '../../src/rooms/rectifications/moves/values'

interface Described { properties: Record<string, unknown>; required?: string[] }
interface Operation { 'x-needs'?: string[][]; requestBody?: { content: { 'application/json': { schema: { $ref: string } } } } }

const ON_A_CASE = /^\/api\/v1\/cases\/\{case_id\}\/(\w+)$/
const COMMON = ['id', 'version', 'occurred_at', 'seconds_since', 'attempt']
const schemas = description.components.schemas as unknown as Record<string, Described>

/** Every move that the server describes: its rows of needs, and what its body must and may hold. */
const SERVER = Object.entries(description.paths).flatMap(([path, methods]) => {
  const action = ON_A_CASE.exec(path)?.[1]
  const post = (methods as { post?: Operation }).post
  if (!action || !post?.['x-needs']) return []
  const name = post.requestBody?.content['application/json'].schema.$ref.split('/').pop() ?? ''
  return [{ action, rows: post['x-needs'], body: schemas[name] as Described }]
})
const named = (each: { action: string }) => each.action
const propertyOf = (field: string) => (field === 'photo' ? 'photos' : field)
const plain = (need: string) => need.replace('?', '')

describe('the forms of the moves', () => {
  it('are there for every move of the server, and for none that it does not know', () => {
    expect(SERVER.length).toBeGreaterThan(35)
    expect(Object.keys(MOVES).sort()).toEqual(SERVER.map(named).sort())
  })

  it.each(SERVER)('of $action ask for everything that the server needs', ({ action, rows, body }) => {
    const fields = MOVES[action]?.fields ?? []
    expect(rows.flat().map(plain).filter((need) => !fields.includes(need))).toEqual([])
    const must = (body.required ?? []).filter((name) => !COMMON.includes(name))
    expect(must.filter((name) => !fields.map(propertyOf).includes(name))).toEqual([])
  })

  it.each(SERVER)('of $action send nothing that the server does not take', ({ action, body }) => {
    const unknown = (MOVES[action]?.fields ?? []).map(propertyOf).filter((name) => !(name in body.properties))
    expect(unknown).toEqual([])
  })

  it.each(SERVER)('of $action know what kind of input each field is, and have words for it', ({ action, rows }) => {
    if (MOVES[action]?.special) return
    for (const needs of rows) {
      const fields = fieldsOf({ action, needs, typed_in: true })
      expect(fields.length).toBe(needs.length)
      for (const { name, kind, options = [] } of fields) {
        if (kind === 'typed_in' || kind === 'position') continue
        expect([`field.${action}.${name}`, `field.${name}`].some((key) => key in chinese), `label of ${action} ${name}`).toBe(true)
        const asks = kind !== 'check' && kind !== 'select'
        expect(!asks || [`need.${action}.${name}`, `need.${name}`].some((key) => key in chinese), `need of ${action} ${name}`).toBe(true)
        for (const word of options) expect(chinese).toHaveProperty([`option.${name}.${word}`])
      }
    }
  })

  it.each(SERVER)('of $action have a name in both languages and a place among the groups', ({ action }) => {
    for (const texts of [chinese, english]) expect(texts).toHaveProperty([`action.${action}`])
    expect(GROUPS).toContain(MOVES[action]?.group)
    expect(chinese).toHaveProperty([`group.${MOVES[action]?.group}`])
  })

  it('that show a photo travel through the outbox, so that none is lost with the network', () => {
    const atOnce = Object.entries(MOVES).filter(([, { fields, queued }]) => fields.includes('photo') && !queued)
    expect(atOnce).toEqual([])
  })
})

describe('the ledger', () => {
  const entries = (description.components.schemas.Step.properties.action as { enum: string[] }).enum

  it.each(entries)('has a word for %s in both languages', (action) => {
    for (const texts of [chinese, english]) expect(texts).toHaveProperty([`done.${action}`])
  })
})

describe('what is typed', () => {
  const EXAMPLES: Record<string, string> = {
    text: '王工', long: '拉警戒线', date: '2026-12-05', choice: '12345', select: 'advisory_letter', yes_no: 'no', unit: 'u1', tracker: 'p1',
    category: 'FIR03', school: 's1', criteria: '第六条', position: '{"lat":30.1,"lng":120.2,"accuracy_m":12}',
  }
  const filled = (fields: ReturnType<typeof fieldsOf>): Values => {
    const values = emptyValues(fields)
    for (const { name, kind } of fields) {
      if (kind === 'check') values[name] = true
      else if (kind === 'typed_in') Object.assign(values, { [SOURCE]: 'paper', [SIGNED_BY]: '李科' })
      else if (kind !== 'photo') values[name] = EXAMPLES[kind] ?? ''
    }
    return values
  }

  it.each(SERVER.filter(({ action }) => !MOVES[action]?.special))('for $action comes back from a refused body as it was', ({ action, rows }) => {
    for (const needs of rows) {
      const fields = fieldsOf({ action, needs, typed_in: true })
      const values = filled(fields)
      const back = valuesOf(fields, JSON.parse(JSON.stringify(bodyOf(fields, values))) as Record<string, unknown>)
      expect({ ...values, ...back }).toEqual(values)
      expect(missing(action, fields, values, 1)).toEqual({})
    }
  })

  const asked = (action: string, needs: string[], typed_in = false) => fieldsOf({ action, needs, typed_in })

  it('is missing where the server says so, and only there', () => {
    const fields = asked('ask_extension', ['new_due_at', 'reason', 'photo'])
    expect(Object.keys(missing('ask_extension', fields, emptyValues(fields), 0))).toEqual(['new_due_at', 'reason', 'photo'])
    expect(missing('check_interim', asked('check_interim', ['in_place', 'photo?', 'note?']), { in_place: 'no', note: '' }, 0)).toEqual({})
  })

  it('is, for a major hazard, that one stands there, with a photo and a sentence', () => {
    const major = asked('verify', ['on_site', 'photo', 'note'])
    expect(Object.keys(missing('verify', major, { on_site: false, note: '' }, 0))).toEqual(['on_site', 'photo', 'note'])
    expect(missing('verify', major, { on_site: true, note: '已核验' }, 1)).toEqual({})
  })

  it('is too short where the server takes no single character', () => {
    const fields = asked('object', ['reason'])
    expect(missing('object', fields, { reason: ' 不 ' }, 0)).toEqual({ reason: 'need.object.reason' })
  })

  it('for a unit names paper and person, and is not asked of the unit itself', () => {
    const needs = ['responsible_name', 'planned_measure', 'typed_in?']
    expect(asked('acknowledge', needs).map(({ name }) => name)).toEqual(['responsible_name', 'planned_measure'])
    const fields = asked('acknowledge', needs, true)
    const values = { responsible_name: '李科', planned_measure: '查处', [SOURCE]: 'paper', [SIGNED_BY]: '' }
    expect(missing('acknowledge', fields, values, 0)).toEqual({ typed_in: 'need.acknowledge.typed_in' })
    expect(bodyOf(fields, { ...values, [SIGNED_BY]: '李科' })).toMatchObject({ typed_in: { source: 'paper', name: '李科' } })
  })

  it('leaves out what was left empty, and ends a day at its last second', () => {
    const fields = asked('take_over', ['document_no', 'milestone_at', 'note?'])
    expect(bodyOf(fields, { document_no: ' 政办〔2026〕9号 ', milestone_at: '2027-03-01', note: ' ' }))
      .toEqual({ document_no: '政办〔2026〕9号', milestone_at: '2027-03-01T23:59:59+08:00' })
  })

  it('is described once: no field without a move', () => {
    const used = new Set(Object.values(MOVES).flatMap(({ fields }) => fields))
    expect(Object.keys(FIELDS).filter((name) => !used.has(name))).toEqual([])
  })
})
