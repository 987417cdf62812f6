// Visits that somebody should look at, the heaviest first. The list names points and reasons, never a person.
import { useEffect, useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { readDoubtful, type DoubtfulLine } from '../../api/visits'
import { t } from '../../i18n'
import { dateTime } from '../../i18n/dates'
import { Button, EmptyState, Icon, Loading, StatusPill } from '../../ui'
import { BackLink } from '../shell/BackLink'
import { Trouble } from '../shell/Trouble'
import { toneOf } from './tone'

export default function DoubtfulScreen({ query }: { query: URLSearchParams }) {
  const school = query.get('school') ?? ''
  const [items, setItems] = useState<DoubtfulLine[]>()
  const [next, setNext] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const load = async (cursor = '') => {
    setBusy(true)
    const result = await readDoubtful({ school_id: school, cursor })
    setBusy(false)
    setProblem(result.ok ? undefined : result.problem)
    if (!result.ok) return
    setItems(cursor ? [...(items ?? []), ...result.value.items] : result.value.items)
    setNext(result.value.next)
  }
  useEffect(() => void load(), [school])
  return (
    <section class="stack-wide">
      <header><BackLink to="/app/me" /><h1>{t('doubtful.title')}</h1><p class="soft">{t('doubtful.what_for')}</p></header>
      {problem && <Trouble problem={problem} onRetry={() => load()} />}
      {!items && !problem && <Loading label={t('loading')} />}
      {items?.length === 0 && <EmptyState icon="done" title={t('doubtful.none')}>{t('doubtful.none_detail')}</EmptyState>}
      {items && items.length > 0 && (
        <div class="doubtful">{items.map((item) => <Card key={item.id} item={item} />)}</div>
      )}
      {next && <Button look="quiet" busy={busy} onPress={() => load(next)}>{t('ledger.more')}</Button>}
    </section>
  )
}

function Card({ item }: { item: DoubtfulLine }) {
  const [heaviest] = item.reasons
  return (
    <a class="doubt-card" href={`/app/visits/${item.id}`}>
      <span class="marks">
        <StatusPill tone={toneOf(item.verdict)}>{item.verdict_label}</StatusPill>
        {item.recheck_wanted && <StatusPill tone="open">{t('doubtful.recheck')}</StatusPill>}
        {item.late && <StatusPill tone="off">{t('visit.late')}</StatusPill>}
      </span>
      <b>{item.checkpoint.name}</b>
      <small>{[item.school.short_name, item.route_name ?? t('visit.no_round')].join(' · ')}</small>
      <small>{dateTime(item.happened_at)}</small>
      {heaviest && <span class="why">{heaviest.text}</span>}
      {item.explanation && (
        <span class="said"><Icon name="info" />{t('doubtful.said', { reason: t(`explain.${item.explanation}`) })}</span>
      )}
    </a>
  )
}
