// The clause that makes a hazard a major one. A text today; the checklist of the standard takes this place.
import { Field } from '../../../ui'

export function CriteriaPicker({ label, hint, optional, error, value, onValue }: {
  label: string
  hint?: string | undefined
  optional?: string | undefined
  error?: string | undefined
  /** Which kind of hazard it is, so that a checklist can show the clauses that may apply. */
  category: string | null
  value: string
  onValue: (value: string) => void
}) {
  return <Field label={label} hint={hint} optional={optional} error={error} maxLength={60} value={value} onValue={onValue} />
}
