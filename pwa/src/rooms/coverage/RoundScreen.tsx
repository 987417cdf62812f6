// One round for those who answer for it: which points are missing, why it does not count, and the sheet to say so.
import { useEffect, useState } from 'preact/hooks'

import { readRound, withdrawExcuse, type Round } from '../../api/rounds'
import type { Problem } from '../../api/client'
import { named, t } from '../../i18n'
import { clockTime, dateTime, day } from '../../i18n/dates'
import type { ScreenProps } from '../../router'
import { Banner, Button, Facts, Loading } from '../../ui'
import { BackLink } from '../shell/BackLink'
import { Refusal, Trouble } from '../shell/Trouble'
import { ExcuseSheet } from './ExcuseSheet'
import { RoundPoints } from './RoundPoints'
import { StateSign } from './StateSign'

export default function RoundScreen({ params }: ScreenProps) {
  const id = params.id ?? ''
  const [round, setRound] = useState<Round>()
  const [problem, setProblem] = useState<Problem>()
  const load = async () => {
    const result = await readRound(id)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) setRound(result.value)
  }
  useEffect(() => void load(), [id])
  if (problem && !round) return <><BackLink to="/app/coverage" /><Trouble problem={problem} onRetry={load} /></>
  if (!round) return <Loading label={t('loading')} />
  return (
    <section class="stack-wide round">
      <header>
        <BackLink to={`/app/coverage/routes/${round.route.id}?month=${round.on_date.slice(0, 7)}&day=${round.on_date}`} />
        <h1>{round.route.name}</h1>
        <p class="soft">{round.school.name} · {named(`route_kind.${round.route.kind}`, round.route.kind_label)}</p>
        <p class="marks"><StateSign state={round.state} label={round.state_label} /></p>
      </header>
      <div class="card"><Facts rows={factsOf(round)} /></div>
      {round.excused && <Excused round={round} onDone={setRound} />}
      {round.may.excuse && <Excuse round={round} onDone={setRound} />}
      <RoundPoints round={round} />
    </section>
  )
}

function factsOf(round: Round): [string, string][] {
  const hours = t('coverage.hours', { from: clockTime(round.starts_at), to: clockTime(round.closes_at) })
  return [
    [t('round.when'), `${day(round.starts_at)} ${hours}`],
    [t('round.visited'), t('round.n_points', { visited: round.visited_count, due: round.points_count })],
    [t('round.for'), round.by_hand ? `${round.assignee_label} · ${t('coverage.by_hand')}` : round.assignee_label],
    [t('round.along'), round.joint_units.map(({ name }) => name).join(t('coverage.and'))],
  ]
}

function Excuse({ round, onDone }: { round: Round; onDone: (round: Round) => void }) {
  const [asking, setAsking] = useState(false)
  const done = (changed: Round) => {
    setAsking(false)
    onDone(changed)
  }
  return (
    <div class="stack">
      <Button onPress={() => setAsking(true)}>{t('excuse.title')}</Button>
      <p class="soft">{t('excuse.until', { at: dateTime(round.excusable_until) })}</p>
      {asking && <ExcuseSheet round={round} onClose={() => setAsking(false)} onDone={done} />}
    </div>
  )
}

function Excused({ round, onDone }: { round: Round; onDone: (round: Round) => void }) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const { excused } = round
  if (!excused) return null
  const withdraw = async () => {
    setBusy(true)
    const result = await withdrawExcuse(round.id)
    setBusy(false)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) onDone(result.value)
  }
  return (
    <div class="stack">
      <Banner>
        <h2>{t('excuse.given', { reason: named(`excuse.${excused.reason}`, excused.reason_label) })}</h2>
        {excused.note && <p>{excused.note}</p>}
        <p>{[excused.by, dateTime(excused.at)].filter(Boolean).join(' · ')}</p>
        <p>{t('excuse.means')}</p>
      </Banner>
      {problem && <Refusal problem={problem} />}
      {round.may.withdraw && <Button look="quiet" busy={busy} onPress={withdraw}>{t('excuse.withdraw')}</Button>}
    </div>
  )
}
