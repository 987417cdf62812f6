// One round: its points as a list or as a plan drawn from their own positions, the next one on top.
import { useEffect, useState } from 'preact/hooks'

import type { Run, RunPoint } from '../../api/patrols'
import { t } from '../../i18n'
import { clockTime } from '../../i18n/dates'
import type { ScreenProps } from '../../router'
import { Button, Choices, EmptyState, Icon, Loading, Ring } from '../../ui'
import { BackLink } from '../shell/BackLink'
import { Trouble } from '../shell/Trouble'
import { isUnsettled, nextPoint, progress, stateOf, type Unsent } from './day'
import { nearestTo } from './nearest'
import { planOf } from './plan'
import { PlanView } from './PlanView'
import { prepareForDeadZones } from './prepare'
import { useDay } from './useDay'
import { useReading } from './useReading'
import { wayWords } from './words'

export default function RunScreen({ params }: ScreenProps) {
  const { today, problem, unsent, reload } = useDay()
  const run = today?.runs.find(({ id }) => id === params.id)
  return (
    <section class="stack">
      <BackLink to="/app/patrol" />
      {problem && !today && <Trouble problem={problem} onRetry={() => void reload()} />}
      {!today && !problem && <Loading label={t('loading')} />}
      {today && !run && <EmptyState icon="info" title={t('patrol.not_today')}>{t('patrol.not_today_detail')}</EmptyState>}
      {run && <Round run={run} unsent={unsent} />}
    </section>
  )
}

function Round({ run, unsent }: { run: Run; unsent: Unsent }) {
  const [view, setView] = useState('list')
  useEffect(() => void prepareForDeadZones(), [])
  const { reading } = useReading()
  const here = reading?.state === 'got' ? reading.position : undefined
  const { seen, all } = progress(run, unsent)
  const unsettled = isUnsettled(run)
  const next = nextPoint(run, unsent, nearestTo(here))
  const plan = planOf(run.points, here)
  return (
    <>
      <header class="run-head">
        <Ring done={seen} all={all} label={t('patrol.progress', { n: seen, all })} />
        <div>
          <h1>{run.route.name}</h1>
          <p class="soft">{run.school.name}·{t('patrol.round', { n: run.round_no })}</p>
          <p>{t('patrol.window', { from: clockTime(run.opens_at), to: clockTime(run.closes_at) })}·{run.route.ordered ? t('patrol.ordered') : t('patrol.free')}</p>
        </div>
      </header>
      {next && unsettled && (
        <div class="card next-card">
          <p class="soft">{t('patrol.next')}</p>
          <h2>{next.checkpoint.name}</h2>
          {wayWords(here, next) && <p>{wayWords(here, next)}</p>}
          {next.not_before_at && <p class="soft">{t('patrol.not_before', { time: clockTime(next.not_before_at) })}</p>}
          <Button big icon="scan" href="/app/scan">{t('patrol.scan')}</Button>
          <Button look="plain" href={`/app/patrol/visit?run=${run.id}&point=${next.checkpoint.id}`}>{t('patrol.no_plate')}</Button>
        </div>
      )}
      {plan && (
        <Choices label={t('patrol.view')} value={view} onValue={setView}
          choices={['list', 'plan'].map((value) => ({ value, label: t(`patrol.view.${value}`) }))} />
      )}
      {view === 'plan' && plan
        ? <PlanView plan={plan} run={run} unsent={unsent} next={next} />
        : <ol class="points">{run.points.map((point) => <Point key={point.checkpoint.id} run={run} point={point} unsent={unsent} next={point === next && unsettled} />)}</ol>}
    </>
  )
}

function Point({ run, point, unsent, next }: { run: Run; point: RunPoint; unsent: Unsent; next: boolean }) {
  const state = stateOf(run, point, unsent)
  const at = point.visited && clockTime(point.visited.happened_at)
  return (
    <li class={`point ${state}${next ? ' next' : ''}`}>
      <span class="no" aria-hidden="true">{state === 'open' ? point.position + 1 : <Icon name={state === 'unsent' ? 'offline' : state === 'problem' ? 'warning' : 'check'} />}</span>
      <span class="what"><b>{point.checkpoint.name}</b><small>{t(`patrol.point.${state}`)}{at && ` ${at}`}</small></span>
      {state === 'open' && isUnsettled(run) && (
        <a class="textlink" href={`/app/patrol/visit?run=${run.id}&point=${point.checkpoint.id}`} aria-label={t('patrol.record_at', { name: point.checkpoint.name })}>{t('patrol.record')}</a>
      )}
    </li>
  )
}
