// 新建检查 and changing one: type, name, days, schools by township, people with their units.
import { useEffect, useState } from 'preact/hooks'

import { createInspection, editInspection, readInspection, type Inspection } from '../../api/inspections'
import type { Problem } from '../../api/client'
import { t } from '../../i18n'
import { calendarDay } from '../../i18n/dates'
import { uuidv7 } from '../../ids/uuidv7'
import { navigate, type ScreenProps } from '../../router'
import { Banner, Button, Field, Loading, SelectField } from '../../ui'
import { showFirstError } from '../../ui/first_error'
import { BackLink } from '../shell/BackLink'
import { Refusal, Trouble } from '../shell/Trouble'
import { PeopleField } from './PeopleField'
import { SchoolsField } from './SchoolsField'
import { checkPlan, emptyPlan, planBody, planOf, type Plan } from './plan'
import { TYPES } from './words'

export default function PlanScreen({ params }: ScreenProps) {
  const [item, setItem] = useState<Inspection>()
  const [problem, setProblem] = useState<Problem>()
  const load = async () => {
    const result = await readInspection(params.id ?? '')
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) setItem(result.value)
  }
  useEffect(() => { if (params.id) void load() }, [params.id])
  return (
    <section>
      <BackLink to={params.id ? `/app/inspections/${params.id}` : '/app/inspections'} />
      <h1>{t(params.id ? 'inspections.edit' : 'inspections.new')}</h1>
      {problem && <Trouble problem={problem} onRetry={load} />}
      {params.id && !item && !problem && <Loading label={t('loading')} />}
      {(item || !params.id) && <Form item={item} />}
    </section>
  )
}

function Form({ item }: { item: Inspection | undefined }) {
  const [id] = useState(() => item?.id ?? uuidv7())
  const [plan, setPlan] = useState<Plan>(() => (item ? planOf(item) : emptyPlan(calendarDay(new Date().toISOString()))))
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const change = (more: Partial<Plan>) => setPlan((before) => ({ ...before, ...more }))
  const wrong = tried ? checkPlan(plan) : {}
  const error = (field: string) => (wrong[field] ? t(wrong[field]) : undefined)
  const opened = item !== undefined && item.state !== 'draft'
  const submit = async () => {
    setTried(true)
    if (Object.keys(checkPlan(plan)).length) return setTimeout(() => showFirstError(document.body))
    setBusy(true)
    const body = planBody(plan)
    const result = await (item ? editInspection(id, { ...body, version: item.version }) : createInspection({ ...body, id }))
    setBusy(false)
    if (result.ok) navigate(`/app/inspections/${id}`, { replace: true })
    else setProblem(result.problem)
  }
  return (
    <form noValidate class="stack-wide plan-form" onSubmit={(event) => { event.preventDefault(); void submit() }}>
      {opened && <Banner><p>{t('plan.opened')}</p></Banner>}
      {!opened && (
        <SelectField label={t('inspections.type')} value={plan.type} onValue={(type) => change({ type })}
          choices={TYPES.map((value) => ({ value, label: t(`inspections.type.${value}`) }))} />
      )}
      <p class="soft">{t(`plan.hint.${plan.type}`)}</p>
      <Field label={t('plan.title')} maxLength={80} value={plan.title} error={error('title')} onValue={(title) => change({ title })} />
      <Field label={t('inspections.phase')} optional={t('optional')} maxLength={60} value={plan.phase} onValue={(phase) => change({ phase })} />
      <div class="pair">
        {!opened && <Field label={t('plan.starts')} type="date" value={plan.starts_on} onValue={(starts_on) => change({ starts_on })} />}
        <Field label={t('plan.ends')} type="date" value={plan.ends_on} error={error('ends_on')} onValue={(ends_on) => change({ ends_on })} />
      </div>
      <p class="soft">{t('plan.template')}</p>
      {!opened && (
        <SchoolsField chosen={plan.school_ids} error={error('schools')} onChange={(school_ids) => change({ school_ids })} />
      )}
      <PeopleField chosen={plan.inspectors} error={error('inspectors')}
        groups={plan.type === 'cross' ? item?.draw?.names : undefined} onChange={(inspectors) => change({ inspectors })} />
      {problem && <Refusal problem={problem} />}
      <Button submit busy={busy}>{t('plan.save')}</Button>
    </form>
  )
}
