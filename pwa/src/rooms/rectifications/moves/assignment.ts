// The values of the assignment form: proposed by the server for a category, changed by hand. Pure.
import type { AssignmentOptions } from '../../../api/cases'
import { dateOf, endOfDay } from './validate'

/** Somebody has looked and says that it is another problem. */
export const NOT_THE_SAME = 'none'

export interface Assignment {
  category: string
  severity: string
  handling: string
  lead_unit_id: string
  /** A civil day, as the date input has it. */
  due: string
  criteria_item: string
  tracker_id: string
  /** The closed case that this one is come back from; '' or NOT_THE_SAME: none. */
  recurrence_of_id: string
  note: string
}

export function proposed({ default: given }: AssignmentOptions): Assignment {
  return {
    category: given.category ?? '', severity: given.severity, handling: given.handling,
    lead_unit_id: given.lead_unit_id ?? '', due: given.due_at ? dateOf(given.due_at) : '', criteria_item: '', tracker_id: '',
    recurrence_of_id: '', note: '',
  }
}

/** A changed category brings its own severity, handling, unit and day; what was written stays, an answer about cases of another kind does not. */
export function withDefaults(before: Assignment, options: AssignmentOptions): Assignment {
  const { criteria_item, tracker_id, note } = before
  const after = proposed(options)
  return { ...after, lead_unit_id: after.lead_unit_id || before.lead_unit_id, criteria_item, tracker_id, note }
}

/** The day is only sent when somebody chose it: otherwise the server counts, and knows the holidays. */
export function assignmentFields(values: Assignment, dayChosen: boolean): Record<string, unknown> {
  const { category, severity, handling, lead_unit_id, due, tracker_id, recurrence_of_id } = values
  const note = values.note.trim()
  const criteria_item = values.criteria_item.trim()
  return {
    category, severity, handling, lead_unit_id,
    ...(dayChosen && due && { due_at: endOfDay(due) }),
    ...(tracker_id && { tracker_id }),
    ...(recurrence_of_id && recurrence_of_id !== NOT_THE_SAME && { recurrence_of_id }),
    ...(severity === 'major' && criteria_item && { criteria_item }),
    ...(note && { note }),
  }
}
