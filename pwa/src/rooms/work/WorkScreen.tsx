// 我的事: what waits for me, section by section, the most pressing on top; and the way to report something new.
import { useEffect, useState } from 'preact/hooks'

import { readWork, type Work, type WorkSection } from '../../api/cases'
import type { Problem } from '../../api/client'
import { named, t } from '../../i18n'
import { offline } from '../../offline'
import { can, useMe } from '../../session'
import { Banner, Button, Loading } from '../../ui'
import { PatrolRow } from '../patrols/PatrolRow'
import { CaseCard } from '../rectifications/CaseCard'
import { QuietDay } from './QuietDay'
import { greetingKey } from './greeting'
import { Trouble } from '../shell/Trouble'

export default function WorkScreen() {
  const me = useMe()
  const [work, setWork] = useState<Work>()
  const [problem, setProblem] = useState<Problem>()
  const load = async () => {
    const result = await readWork()
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) setWork(result.value)
  }
  useEffect(() => {
    void load()
    const onShow = () => void (document.hidden || load())
    document.addEventListener('visibilitychange', onShow)
    let stop: (() => void) | undefined
    void offline().then(({ outbox }) => { stop = outbox.whenDone(() => void load()) })
    return () => {
      document.removeEventListener('visibilitychange', onShow)
      stop?.()
    }
  }, [])
  const sections = work?.sections.filter(({ items }) => items.length > 0) ?? []
  return (
    <section>
      <header class="hello">
        <p class="soft">{me.account.unit?.name}</p>
        <h1>{t(greetingKey(Date.now()), { name: me.account.display_name })}</h1>
      </header>
      {can(me, 'patrol.walk') && <PatrolRow />}
      {problem && work && <Banner tone="warning" icon="offline"><p>{t('work.old_view')}</p></Banner>}
      {problem && !work && (
        <Trouble problem={problem} onRetry={load} />
      )}
      {!work && !problem && <Loading label={t('loading')} />}
      {work && sections.length === 0 && <QuietDay />}
      {sections.map((section) => <Section key={section.key} section={section} count={work?.counts[section.key]} />)}
      <div class="report-row">
        <Button look={sections.length ? 'quiet' : 'primary'} icon="camera" href="/app/report">{t('app.report')}</Button>
      </div>
    </section>
  )
}

function Section({ section: { key, label, items }, count }: { section: WorkSection; count: number | undefined }) {
  const all = count ?? items.length
  return (
    <>
      <header class="section-head"><h2>{named(`section.${key}`, label)}</h2><b>{all}</b></header>
      {items.map((item) => <CaseCard key={item.id} item={item} />)}
      {key === 'to_look_back' && <Button look="quiet" href="/app/look_backs">{t('look_back.all')}</Button>}
      {key === 'quarantined' && <Button look="quiet" href="/app/quarantine">{t('quarantine.go')}</Button>}
      {all > items.length && <Button look="plain" href={`/app/cases${linkOf(key)}`}>{t('work.all', { n: all })}</Button>}
    </>
  )
}

const STATES: Record<string, string> = {
  to_assess: 'reported', to_supplement: 'need_info', to_acknowledge: 'assigned', to_rectify: 'rectifying', to_verify: 'pending_verification', to_close: 'verified',
}

const linkOf = (key: string): string => (STATES[key] ? `?state=${STATES[key]}` : '')
