// 今日巡查: the rounds of the day, what is next and which way; all of it also without network.
import { useEffect } from 'preact/hooks'

import { t } from '../../i18n'
import { ago } from '../../i18n/dates'
import { Banner, Button, EmptyState, Loading } from '../../ui'
import { Trouble } from '../shell/Trouble'
import { inOrder, isUnsettled } from './day'
import { prepareForDeadZones } from './prepare'
import { RunCard } from './RunCard'
import { StartRound } from './StartRound'
import { useDay } from './useDay'
import { useReading } from './useReading'

export default function TodayScreen() {
  const { today, oldSince, problem, unsent, reload } = useDay()
  const now = Date.now()
  const parts = inOrder(today?.runs ?? [], now)
  const unsettled = today?.runs.some(isUnsettled) ?? false
  const { reading } = useReading(unsettled)
  const here = reading?.state === 'got' ? reading.position : undefined
  useEffect(() => { if (today?.runs.length) void prepareForDeadZones() }, [today])
  return (
    <section class="stack-wide">
      <header>
        <h1>{t('patrol.today')}</h1>
        {unsent.size > 0 && <p class="soft">{t('patrol.unsent', { n: unsent.size })}</p>}
      </header>
      {oldSince !== undefined && (
        <Banner tone="warning" icon="offline"><p>{t('patrol.kept', { ago: ago(new Date(oldSince).toISOString()) })}</p></Banner>
      )}
      {problem && !today && <Trouble problem={problem} onRetry={() => void reload()} />}
      {!today && !problem && <Loading label={t('loading')} />}
      {unsettled && <Button big icon="scan" href="/app/scan">{t('patrol.scan')}</Button>}
      {today && parts.length === 0 && <EmptyState title={t('patrol.none')}>{t('patrol.none_detail')}</EmptyState>}
      {parts.map(({ key, runs }) => (
        <section key={key} class="runs">
          <header class="section-head calm"><h2>{t(`patrol.part.${key}`)}</h2><b>{runs.length}</b></header>
          {runs.map((run) => <RunCard key={run.id} run={run} unsent={unsent} here={here} now={now} />)}
        </section>
      ))}
      {today && oldSince === undefined && <StartRound onStarted={reload} />}
    </section>
  )
}
