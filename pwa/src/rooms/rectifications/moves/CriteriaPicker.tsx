// The clause that makes a hazard a major one: ticked on the county's checklist, those about this kind first; else written.
import { useEffect, useState } from 'preact/hooks'

import { readAssignmentOptions, type Clause, type Criteria } from '../../../api/cases'
import { t } from '../../../i18n'
import { Button, Field, Loading } from '../../../ui'

interface Props {
  label: string
  hint?: string | undefined
  error?: string | undefined
  value: string
  onValue: (value: string) => void
}

/** For forms that have not asked for the options themselves. */
export function CriteriaField({ caseId, ...field }: Props & { caseId: string }) {
  const [asked, setAsked] = useState<{ criteria?: Criteria | undefined }>()
  useEffect(() => {
    // Without the list the clause is written by hand: nobody is kept from naming it.
    void readAssignmentOptions(caseId).then((result) => setAsked(result.ok ? result.value : {}))
  }, [caseId])
  return asked ? <CriteriaPicker {...field} criteria={asked.criteria} /> : <Loading label={t('loading')} />
}

export function CriteriaPicker({ criteria, ...field }: Props & { criteria: Criteria | undefined }) {
  const clauses = criteria?.clauses ?? []
  const fitting = clauses.filter(({ fits }) => fits)
  const [all, setAll] = useState(fitting.length === 0)
  const [own, setOwn] = useState(field.value !== '' && !clauses.some(({ no }) => no === field.value))
  if (!clauses.length) return <Field {...field} maxLength={60} />
  return (
    <fieldset class="field">
      <legend>{field.label}</legend>
      <p class="hint">{criteria?.title}</p>
      <div class="rows">
        {(all ? clauses : fitting).map((clause) => (
          <ClauseRow key={clause.no} clause={clause} chosen={!own && clause.no === field.value}
            onChoose={() => { setOwn(false); field.onValue(clause.no) }} />
        ))}
        <label class="row check">
          <input type="radio" name="clause" checked={own} onChange={() => { setOwn(true); field.onValue('') }} />
          <span>{t('criteria.own')}</span>
        </label>
      </div>
      {!all && <Button look="plain" onPress={() => setAll(true)}>{t('criteria.all', { n: clauses.length })}</Button>}
      {own ? <Field {...field} label={t('criteria.own_label')} maxLength={60} />
        : field.error && <p class="error" role="alert">{field.error}</p>}
    </fieldset>
  )
}

function ClauseRow({ clause: { no, article, text }, chosen, onChoose }: { clause: Clause; chosen: boolean; onChoose: () => void }) {
  return (
    <label class="row check">
      <input type="radio" name="clause" checked={chosen} onChange={onChoose} />
      <span>{text}<small>{t('criteria.clause', { no, article })}</small></span>
    </label>
  )
}
