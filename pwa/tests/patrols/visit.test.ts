import { describe, expect, it } from 'vitest'

import { memoryStore } from '../../src/offline/memory'
import { freshOrKept } from '../../src/offline/kept'
import { reportLink } from '../../src/rooms/patrols/report_link'
import { strange, targetOf } from '../../src/rooms/patrols/target'
import { firstNo, visitBody, type VisitDraft } from '../../src/rooms/patrols/visit_body'
import { NOW, point, run, today } from './rounds'

const DRAFT: VisitDraft = {
  id: 'v1', run_id: 'r1', checkpoint_id: 'p1', code: 'CODE1', via: 'page_scan', mode: 'foot', answers: { door: 'no' }, note: ' 门坏了 ',
}
const GOT = { state: 'got', ageS: 3, position: { lat: 38.9, lng: 83.1, accuracy_m: 12, datum: 'wgs84', provider: 'browser' } } as const
const MORE = { photos: [], at: new Date(NOW), dwellS: 4.4, device: 'mark' }

describe('what leaves the phone', () => {
  it('holds the reading with its age, the answers and the trimmed note', () => {
    expect(visitBody(DRAFT, 'problem', GOT, MORE)).toMatchObject({
      id: 'v1', position: { accuracy_m: 12 }, position_state: 'got', position_age_s: 3, note: '门坏了', dwell_s: 4, device_key: 'mark',
      answers: [{ item: 'door', answer: 'no' }], occurred_at: '2026-11-26T00:10:00.000Z',
    })
  })

  it('says why there is no reading, and never blocks', () => {
    expect(visitBody(DRAFT, 'normal', { state: 'refused' }, MORE)).toMatchObject({ position: null, position_state: 'refused', position_age_s: null })
  })

  it('sends no position of somebody who watches a camera', () => {
    expect(visitBody({ ...DRAFT, mode: 'video' }, 'normal', GOT, MORE)).toMatchObject({ position: null, position_state: 'not_asked' })
  })

  it('finds the first "no"', () => {
    expect(firstNo({ a: 'yes', b: 'no' })).toBe('b')
    expect(firstNo({ a: 'yes', b: 'na' })).toBeUndefined()
  })
})

describe('what a scan looks at', () => {
  it('finds the point of today by its code, with the way it came', () => {
    const target = targetOf(today(run()), new URLSearchParams('code=CODE2&via=page_scan'), new Map(), NOW)
    expect(target).toMatchObject({ title: '启明小学·2 号点', via: 'page_scan', checkpointId: 'p2' })
  })

  it('finds a point chosen from the list, without any code', () => {
    expect(targetOf(today(run()), new URLSearchParams('run=r1&point=p3'), new Map(), NOW)).toMatchObject({ via: 'picked', code: null, checkpointId: 'p3' })
  })

  it('takes a plate that no round has for what it is', () => {
    expect(targetOf(today(run()), new URLSearchParams('code=0000000000000000'), new Map(), NOW)).toBeUndefined()
    expect(strange('0000000000000000', 'phone_scan', undefined)).toMatchObject({ title: '0000-0000-0000-0000', spot: undefined })
  })

  it('leads into a report that is filled in: plate, visit and the kind that the line proposes', () => {
    const listed = point(1, { checklist: { key: 'gate', name: '校门', items: [{ key: 'door', text: '门关得上', category: 'PHY02' }] } })
    const target = targetOf(today(run({ points: [listed] })), new URLSearchParams('code=CODE1'), new Map(), NOW)
    expect(target && reportLink(target, visitBody(DRAFT, 'problem', GOT, MORE))).toBe('/app/report?code=CODE1&visit=v1&category=PHY02')
  })
})

describe('what must be at hand without network', () => {
  const gone = { ok: false as const, problem: { code: 'no_answer', title: '', detail: '', status: 0 } }

  it('comes from the phone when the server does not answer', async () => {
    const store = memoryStore()
    await freshOrKept(store, 'k', async () => ({ ok: true as const, value: 'rounds', status: 200 }), 1)
    expect((await freshOrKept(store, 'k', async () => gone)).kept).toEqual({ value: 'rounds', readAt: 1 })
  })

  it('is nothing where nothing was kept, and the problem says why', async () => {
    const { kept, result } = await freshOrKept<string>(memoryStore(), 'k', async () => gone)
    expect([kept, result.ok]).toEqual([undefined, false])
  })
})
