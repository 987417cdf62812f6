// The values of the assignment form: proposed by the server for a category, changed by hand. Pure.
import type { AssignmentOptions } from '../../../api/cases'
import { dateOf, endOfDay } from './validate'

export interface Assignment {
  category: string
  severity: string
  handling: string
  lead_unit_id: string
  /** A civil day, as the date input has it. */
  due: string
  criteria_item: string
  tracker_id: string
  note: string
}

export function proposed({ default: given }: AssignmentOptions): Assignment {
  return {
    category: given.category ?? '', severity: given.severity, handling: given.handling,
    lead_unit_id: given.lead_unit_id ?? '', due: given.due_at ? dateOf(given.due_at) : '', criteria_item: '', tracker_id: '',
    note: '',
  }
}

/** A changed category brings its own severity, handling, unit and day; what was written stays. */
export function withDefaults(before: Assignment, options: AssignmentOptions): Assignment {
  const { criteria_item, tracker_id, note } = before
  const after = proposed(options)
  return { ...after, lead_unit_id: after.lead_unit_id || before.lead_unit_id, criteria_item, tracker_id, note }
}

/** The day is only sent when somebody chose it: otherwise the server counts, and knows the holidays. */
export function assignmentFields(values: Assignment, dayChosen: boolean): Record<string, unknown> {
  const { category, severity, handling, lead_unit_id, due, tracker_id } = values
  const note = values.note.trim()
  const criteria_item = values.criteria_item.trim()
  return {
    category, severity, handling, lead_unit_id,
    ...(dayChosen && due && { due_at: endOfDay(due) }),
    ...(tracker_id && { tracker_id }),
    ...(severity === 'major' && criteria_item && { criteria_item }),
    ...(note && { note }),
  }
}
