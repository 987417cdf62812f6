import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'

import type { AssignmentOptions } from '../../src/api/cases'
import { addTexts } from '../../src/i18n'
import chinese from '../../src/i18n/app.zh'
import { assignmentFields, NOT_THE_SAME, proposed, withDefaults } from '../../src/rooms/rectifications/moves/assignment'
import { RecurrenceField } from '../../src/rooms/rectifications/moves/RecurrenceField'

const EARLIER = [{ id: 'e1', ledger_no: 'SF-SF-2026-000012', closed_at: '2026-10-26T02:00:00Z', place: 'A门', distance_m: 12 }]
const OPTIONS = {
  units: [], criteria: { version: '', title: '', source: '', clauses: [] }, recurrences: EARLIER,
  default: { category: 'BLD02', severity: 'general', handling: 'deadline', lead_unit_id: 'u1', due_at: null, due_guessed: false, due_note: null },
} as AssignmentOptions

let root: HTMLElement
const show = (value: string, onValue: (value: string) => void = () => undefined, earlier = EARLIER) => {
  root = document.body.appendChild(document.createElement('div'))
  act(() => render(<RecurrenceField earlier={earlier} value={value} onValue={onValue} />, root))
}

beforeAll(() => addTexts(chinese))
afterEach(() => {
  render(null, root)
  root.remove()
})

describe('the question whether it is the same problem again', () => {
  it('says number, day and place, and answers for nobody', () => {
    show('')
    expect(root.textContent).toContain('SF-SF-2026-0000122026年10月26日销号A门，相距约 12 米')
    expect(root.querySelectorAll('input:checked').length).toBe(0)
  })

  it('is not asked where nothing was closed before', () => {
    show('', undefined, [])
    expect(root.innerHTML).toBe('')
  })

  it('is answered by a press', () => {
    const said: string[] = []
    show('', (value) => said.push(value))
    root.querySelectorAll('input').forEach((input) => act(() => input.click()))
    expect(said).toEqual(['e1', NOT_THE_SAME])
  })
})

describe('the answer', () => {
  const values = proposed(OPTIONS)

  it('is sent as an id, and left out where there is none', () => {
    expect(assignmentFields({ ...values, recurrence_of_id: 'e1' }, false)).toMatchObject({ recurrence_of_id: 'e1' })
    for (const none of ['', NOT_THE_SAME]) expect(assignmentFields({ ...values, recurrence_of_id: none }, false)).not.toHaveProperty('recurrence_of_id')
  })

  it('does not outlive another category', () => {
    expect(withDefaults({ ...values, recurrence_of_id: 'e1' }, OPTIONS).recurrence_of_id).toBe('')
  })
})
