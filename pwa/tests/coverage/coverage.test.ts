import { describe, expect, it } from 'vitest'

import english from '../../src/i18n/staff/coverage.en'
import chinese from '../../src/i18n/staff/coverage.zh'
import { addressOf, isNarrowed, linkOf, narrowedBy, percent } from '../../src/rooms/coverage/coverage'
import { REASONS } from '../../src/rooms/coverage/ExcuseSheet'
import { besideMonth, dayToShow, monthOf, weeksOf } from '../../src/rooms/coverage/month'
import { daysBetween, isPeriod, nameOf, periodOf, presetOf } from '../../src/rooms/coverage/period'
import { SIGNS, STATES } from '../../src/rooms/coverage/states'
import description from '../../../backend/openapi.json'

const ID = '0198f3a2-0000-7000-8000-000000000001'
const NOVEMBER = { from: '2026-11-01', to: '2026-11-26' }

describe('a period', () => {
  it('is one of the usual ones by name, over ends of months and years', () => {
    expect(presetOf('days7', '2026-03-02')).toEqual({ from: '2026-02-24', to: '2026-03-02' })
    expect(presetOf('month', '2026-11-26')).toEqual(NOVEMBER)
    expect(presetOf('last_month', '2026-01-15')).toEqual({ from: '2025-12-01', to: '2025-12-31' })
    expect(presetOf('last_month', '2028-03-31')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
    expect(daysBetween(presetOf('days30', '2026-11-26'))).toBe(30)
    expect(nameOf(NOVEMBER, '2026-11-26')).toBe('month')
    expect(nameOf(NOVEMBER, '2026-11-27')).toBeUndefined()
  })

  it('comes from the address, and nonsense there becomes the last 30 days', () => {
    const asked = (text: string) => periodOf(new URLSearchParams(text), '2026-11-26')
    expect(asked('from=2026-11-01&to=2026-11-26')).toEqual(NOVEMBER)
    const usual = presetOf('days30', '2026-11-26')
    for (const text of ['', 'from=2026-11-01', 'from=x&to=y', 'from=2026-02-30&to=2026-03-01', 'from=2026-11-26&to=2026-11-01']) {
      expect(asked(text)).toEqual(usual)
    }
    expect(isPeriod({ from: '2026-01-01', to: '2027-01-01' })).toBe(true)
    expect(isPeriod({ from: '2026-01-01', to: '2027-01-02' })).toBe(false)
  })
})

describe('a month', () => {
  it('has weeks from Monday to Sunday that hold each of its days once', () => {
    for (const [month, days, weeks] of [['2026-02', 28, 5], ['2027-02', 28, 4], ['2028-02', 29, 5], ['2026-08', 31, 6]] as const) {
      const found = weeksOf(month)
      const held = found.flat().filter(Boolean)
      expect([found.length, held.length, new Set(held).size]).toEqual([weeks, days, days])
      expect(found.every((week) => week.length === 7)).toBe(true)
    }
    expect(weeksOf('2026-11')[0]).toEqual([undefined, undefined, undefined, undefined, undefined, undefined, '2026-11-01'])
  })

  it('has one before and one after, over the end of a year', () => {
    expect([besideMonth('2026-01', -1), besideMonth('2026-12', 1), besideMonth('2028-02', 1)]).toEqual(['2025-12', '2027-01', '2028-03'])
    expect([monthOf('2026-13', '2026-11-26'), monthOf(null, '2026-11-26'), monthOf('2026-09', '2026-11-26')])
      .toEqual(['2026-11', '2026-11', '2026-09'])
  })

  it('shows the day asked for, else today, else the last with rounds', () => {
    const days = [{ day: '2026-11-02' }, { day: '2026-11-24' }]
    expect(dayToShow('2026-11-02', '2026-11-24', days)).toBe('2026-11-02')
    expect(dayToShow('2026-11-03', '2026-11-24', days)).toBe('2026-11-24')
    expect(dayToShow(null, '2026-12-01', days)).toBe('2026-11-24')
    expect(dayToShow(null, '2026-12-01', [])).toBeUndefined()
  })
})

describe('a line of coverage', () => {
  it('says one digit after the point, never 100 while a point is missing, and nothing of nothing', () => {
    expect([percent(1), percent(0.9996), percent(0.3666), percent(0.5), percent(0), percent(null)])
      .toEqual(['100', '99.9', '36.6', '50.0', '0', undefined])
  })

  it('leads one step nearer to the ground, with the same days', () => {
    const line = { ref: ID, name: '城关镇' }
    const name = encodeURIComponent('城关镇')
    const days = 'from=2026-11-01&to=2026-11-26'
    expect(linkOf('township', line, NOVEMBER)).toBe(`/app/coverage?by=school&${days}&township=${ID}&name=${name}`)
    expect(linkOf('school', line, NOVEMBER)).toBe(`/app/coverage?by=route&${days}&school=${ID}&name=${name}`)
    expect(linkOf('unit', line, NOVEMBER)).toBe(`/app/coverage?by=route&${days}&unit=${ID}&name=${name}`)
    expect(linkOf('route', line, NOVEMBER)).toBe(`/app/coverage/routes/${ID}?month=2026-11`)
  })

  it('reads its narrowing back from the address', () => {
    const query = new URLSearchParams(addressOf('route', NOVEMBER, { school: ID, name: '启明小学' }).split('?')[1])
    expect(narrowedBy(query)).toEqual({ school: ID, name: '启明小学' })
    expect([isNarrowed(narrowedBy(query)), isNarrowed(narrowedBy(new URLSearchParams('by=unit&name=x')))]).toEqual([true, false])
  })
})

describe('states and reasons', () => {
  it('each have a sign of their own and words in both languages', () => {
    expect(new Set(Object.values(SIGNS)).size).toBe(Object.keys(SIGNS).length)
    for (const texts of [chinese, english] as Record<string, string>[]) {
      for (const state of [...STATES, 'cancelled']) expect(texts[`round.${state}`]).toBeTruthy()
      for (const reason of REASONS) expect(texts[`excuse.${reason}`]).toBeTruthy()
    }
  })

  it('are the reasons that the server takes', () => {
    const { reason } = description.components.schemas.NewExcuse.properties
    expect([...REASONS].sort()).toEqual([...reason.enum].sort())
  })
})
