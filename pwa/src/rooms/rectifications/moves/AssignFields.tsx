import { useState } from 'preact/hooks'

import { readAssignmentOptions, type AssignmentOptions } from '../../../api/cases'
import type { Taxonomy } from '../../../api/types'
import { named, t } from '../../../i18n'
import { deadline } from '../../../i18n/dates'
import { Banner, Choices, Field, SelectField } from '../../../ui'
import { assignmentFields, proposed, withDefaults, type Assignment } from './assignment'
import { CriteriaPicker } from './CriteriaPicker'
import { MoveForm } from './MoveForm'
import type { MoveProps } from './MoveSheet'
import { PeopleField } from './OptionFields'
import { RecurrenceField } from './RecurrenceField'
import { useMove } from './useMove'
import { checkAssign, dateOf, endOfDay, serverErrors, type Errors } from './validate'
import { translate } from './words'

export function AssignFields({ action, found, options, taxonomy, onChange, onClose }: MoveProps & {
  options: AssignmentOptions; taxonomy: Taxonomy
}) {
  const [values, setValues] = useState(() => proposed(options))
  const [dayChosen, setDayChosen] = useState(false)
  const [given, setGiven] = useState(options.default)
  const [criteria, setCriteria] = useState(options.criteria)
  const [earlier, setEarlier] = useState(options.recurrences)
  const [errors, setErrors] = useState<Errors>({})
  const move = useMove(found, action.action, (next) => { onChange(next); onClose() })
  const said = { ...serverErrors(move.problem), ...errors }
  const change = (more: Partial<Assignment>) => setValues((before) => ({ ...before, ...more }))
  const chooseCategory = async (category: string) => {
    change({ category })
    const asked = await readAssignmentOptions(found.id, category)
    if (!asked.ok) return
    setDayChosen(false)
    setGiven(asked.value.default)
    setCriteria(asked.value.criteria)
    setEarlier(asked.value.recurrences)
    // Somebody may have chosen yet another one while this answer was on its way.
    setValues((before) => (before.category === category ? withDefaults(before, asked.value) : before))
  }
  const submit = () => {
    const missing = checkAssign({ ...values }, { dayNeeded: !given.due_at })
    setErrors(translate(missing))
    if (!Object.keys(missing).length) void move.send(assignmentFields(values, dayChosen))
  }
  const categories = taxonomy.categories
    .map(({ code, label }) => ({ value: code, label: `${code} ${label}` }))
  const units = options.units.map(({ id, name }) => ({ value: id, label: name }))
  const pick = { value: '', label: t('pick_one') }
  return (
    <MoveForm label={action.label} action={action.action} found={found} {...move} onSubmit={submit}>
      <SelectField label={t('field.category')} value={values.category} onValue={chooseCategory} error={said.category}
        choices={values.category ? categories : [pick, ...categories]} />
      <Choices label={t('case.severity')} value={values.severity} error={said.severity}
        onValue={(severity) => change({ severity })} choices={['general', 'major'].map((value) => ({ value, label: t(`severity.${value}`) }))} />
      {values.severity === 'major' && (
        <CriteriaPicker label={t('field.criteria_item')} hint={t('hint.criteria_item')} criteria={criteria} key={values.category}
          value={values.criteria_item} onValue={(criteria_item) => change({ criteria_item })} error={said.criteria_item} />
      )}
      <Choices label={t('case.handling')} value={values.handling} error={said.handling}
        onValue={(handling) => change({ handling })} choices={['immediate', 'deadline'].map((value) => ({ value, label: t(`handling.${value}`) }))} />
      <SelectField label={t('case.lead_unit')} value={values.lead_unit_id} onValue={(lead_unit_id) => change({ lead_unit_id })}
        error={said.lead_unit_id} choices={values.lead_unit_id ? units : [pick, ...units]} />
      {given.due_guessed && <Banner tone="warning"><p>{named('move.due_guessed', given.due_note ?? '')}</p></Banner>}
      <Field label={t('case.due')} hint={values.due ? t('move.due_words', { deadline: deadline(endOfDay(values.due)) }) : t('move.due_hint')}
        type="date" min={dateOf(Date.now())} value={values.due} error={said.due_at}
        onValue={(due) => { setDayChosen(true); change({ due }) }} />
      <PeopleField caseId={found.id} label={t('field.tracker_id')} hint={t('hint.tracker_id')} optional={t('optional')}
        value={values.tracker_id} onValue={(tracker_id) => change({ tracker_id })} error={said.tracker_id} />
      <RecurrenceField earlier={earlier} value={values.recurrence_of_id} error={said.recurrence_of_id}
        onValue={(recurrence_of_id) => change({ recurrence_of_id })} />
      <Field label={t('field.note')} optional={t('optional')} rows={2} maxLength={1000} value={values.note}
        onValue={(note) => change({ note })} error={said.note} />
    </MoveForm>
  )
}
