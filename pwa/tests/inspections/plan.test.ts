import { describe, expect, it } from 'vitest'

import { checkPlan, emptyPlan, planBody, toggleAll } from '../../src/rooms/inspections/plan'

const PERSON = { account_id: 'a', name: '王', unit: { id: 'u', name: '局' }, group_code: null }
const PLAN = { ...emptyPlan('2026-09-01'), title: ' 联合检查 ', ends_on: '2026-09-09', school_ids: ['s'], inspectors: [PERSON, { ...PERSON, account_id: 'b' }] }

describe('a plan', () => {
  it('says what is missing', () => {
    expect(Object.keys(checkPlan(emptyPlan('2026-09-01'))).sort()).toEqual(['ends_on', 'inspectors', 'schools', 'title'])
    expect(checkPlan(PLAN)).toEqual({})
    expect(checkPlan({ ...PLAN, ends_on: '2026-08-31' })).toEqual({ ends_on: 'plan.need_days' })
  })

  it('names each unit once', () => {
    expect(planBody(PLAN)).toMatchObject({ title: '联合检查', unit_ids: ['u'], template: 'base-v1' })
  })

  it('chooses a township at one press, and leaves it at another', () => {
    expect(toggleAll(['x', 's1'], ['s1', 's2'])).toEqual(['x', 's1', 's2'])
    expect(toggleAll(['x', 's1', 's2'], ['s1', 's2'])).toEqual(['x'])
  })
})
