import { describe, expect, it } from 'vitest'

import type { AssignmentOptions } from '../../src/api/cases'
import { assignmentFields, proposed, withDefaults } from '../../src/rooms/rectifications/moves/assignment'
import { checkAssign, dateOf, endOfDay, missingTexts, serverErrors } from '../../src/rooms/rectifications/moves/validate'

const options = (more: Partial<AssignmentOptions['default']> = {}): AssignmentOptions => ({
  units: [], recurrences: [], criteria: { version: '2024-20', title: '', source: '', clauses: [] },
  default: {
    category: 'TRF01', severity: 'general', handling: 'immediate', lead_unit_id: 'u1', due_at: '2026-11-23T15:59:59Z',
    due_guessed: false, due_note: null, ...more,
  },
})

describe('what a move needs', () => {
  it('is a text with something in it', () => {
    expect(missingTexts({ measure: '  ' }, ['measure'])).toEqual({ measure: 'need.measure' })
    expect(missingTexts({ measure: '已修' }, ['measure'])).toEqual({})
  })

  it('is told in the words of the server too', () => {
    expect(serverErrors({ errors: { due_at: ['已经过去', '请改'] }, detail: '' })).toEqual({ due_at: '已经过去 请改' })
    expect(serverErrors({ errors: { due_at: ['case_due_in_the_past'] }, detail: '请选择今天或以后的日期。' }))
      .toEqual({ due_at: '请选择今天或以后的日期。' })
    expect(serverErrors(undefined)).toEqual({})
  })
})

describe('the assignment', () => {
  it('starts from the proposal, with the civil day in Shanghai', () => {
    expect(proposed(options())).toMatchObject({ category: 'TRF01', lead_unit_id: 'u1', due: '2026-11-23' })
    expect(proposed(options({ due_at: '2026-11-23T16:00:00Z' })).due).toBe('2026-11-24')
    expect(proposed(options({ due_at: null })).due).toBe('')
  })

  it('changes with the category but keeps what was written', () => {
    const before = { ...proposed(options()), note: '请尽快' }
    const after = withDefaults(before, options({ category: 'FIR01', severity: 'major', lead_unit_id: null }))
    expect(after).toMatchObject({ category: 'FIR01', severity: 'major', lead_unit_id: 'u1', note: '请尽快' })
  })

  it('sends a day only when somebody chose it', () => {
    const values = proposed(options())
    expect(assignmentFields(values, false)).not.toHaveProperty('due_at')
    expect(assignmentFields(values, true)).toMatchObject({ due_at: '2026-11-23T23:59:59+08:00' })
  })

  it('sends the criterion only for a major hazard', () => {
    const values = { ...proposed(options()), criteria_item: '第六条' }
    expect(assignmentFields(values, false)).not.toHaveProperty('criteria_item')
    expect(assignmentFields({ ...values, severity: 'major' }, false)).toMatchObject({ criteria_item: '第六条' })
  })

  it('misses what is not chosen', () => {
    expect(checkAssign({ ...proposed(options({ lead_unit_id: null })) })).toEqual({ lead_unit_id: 'need.lead_unit_id' })
    expect(checkAssign({ ...proposed(options({ severity: 'major' })) })).toEqual({ criteria_item: 'need.criteria_item' })
  })

  it('asks for the day where no calendar counts it', () => {
    const values = proposed(options({ due_at: null }))
    expect(checkAssign({ ...values }, { dayNeeded: true })).toEqual({ due_at: 'need.due_at' })
    expect(checkAssign({ ...values, due: '2027-01-05' }, { dayNeeded: true })).toEqual({})
  })

  it('ends a day at its last second', () => {
    expect(dateOf(endOfDay('2026-12-31'))).toBe('2026-12-31')
  })
})
