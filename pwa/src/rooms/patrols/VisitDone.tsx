// What became of a visit: on its way or received, what is next, and where the evidence is thin, one tap to say why.
import { useEffect, useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import type { VisitAnswer } from '../../api/patrols'
import { explainVisit } from '../../api/visits'
import { t } from '../../i18n'
import { uuidv7 } from '../../ids/uuidv7'
import { offline, type OutboxItem } from '../../offline'
import { useOutbox } from '../../offline/useOutbox'
import { Banner, Button, Icon } from '../../ui'
import { Refusal } from '../shell/Trouble'
import { nextPoint } from './day'
import { nearestTo } from './nearest'
import { reportLink } from './report_link'
import { useDay } from './useDay'
import { useReading } from './useReading'
import type { Target } from './target'
import type { VisitBody } from './visit_body'
import { wayWords } from './words'

const WHYS = ['indoor', 'signal', 'moved_plate', 'escort', 'other'] as const

export function VisitDone({ body, target }: { body: VisitBody; target: Target }) {
  const { item, answer } = useFate(body.id)
  const { today, unsent } = useDay()
  const { reading } = useReading()
  const here = reading?.state === 'got' ? reading.position : undefined
  const run = today?.runs.find((each) => each.id === target.spot?.run.id)
  const next = run && nextPoint(run, unsent, nearestTo(here))
  const problem = body.result === 'problem'
  const refused = item?.state === 'refused'
  const state = refused ? 'refused' : answer ? 'received' : 'waiting'
  return (
    <section class="quiet-day appear" role="status">
      <div class={`sent-mark ${state}`}><Icon name={refused ? 'warning' : answer ? 'done' : 'offline'} /></div>
      <h1>{t(`patrol.done.${state}`, { name: target.title })}</h1>
      <p>{refused ? item.problem?.detail ?? '' : t(`patrol.done.${state}_detail`)}</p>
      <div class="stack sent-links">
        {answer?.ask_why && <Why visitId={body.id} reasons={answer.reasons} />}
        {problem && <Button icon="warning" href={reportLink(target, body)}>{t('patrol.report_it')}</Button>}
        {next && (
          <div class="card next-card"><p class="soft">{t('patrol.next')}</p><h2>{next.checkpoint.name}</h2><p>{wayWords(here, next)}</p></div>
        )}
        {next && <Button look={problem ? 'quiet' : 'primary'} icon="scan" href="/app/scan">{t('patrol.scan_next')}</Button>}
        {run && !next && <p>{t('patrol.all_seen_detail')}</p>}
        {run && <Button look="quiet" href={`/app/patrol/${run.id}`}>{t('patrol.to_round')}</Button>}
        <Button look="plain" href="/app/patrol">{t('patrol.to_today')}</Button>
      </div>
    </section>
  )
}

/** Where the fact is now: waiting on this phone, or received with the server's answer. */
function useFate(id: string): { item: OutboxItem | undefined; answer: VisitAnswer | undefined } {
  const view = useOutbox()
  const [received, setReceived] = useState<VisitAnswer>()
  useEffect(() => {
    void offline().then(async ({ store }) => {
      const receipt = (await store.receipts()).find((each) => each.id === id)
      if (receipt) setReceived(receipt.answer as unknown as VisitAnswer)
    })
  }, [view])
  const item = view.items.find((each) => each.id === id)
  return { item, answer: received ?? (item?.answer as unknown as VisitAnswer | undefined) }
}

function Why({ visitId, reasons }: { visitId: string; reasons: VisitAnswer['reasons'] }) {
  const [id] = useState(uuidv7)
  const [said, setSaid] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const say = async (reason: string) => {
    const result = await explainVisit(visitId, { id, reason, note: '' })
    if (result.ok) setSaid(true)
    else setProblem(result.problem)
  }
  if (said) return <Banner tone="success"><p>{t('patrol.why_thanks')}</p></Banner>
  return (
    <div class="card stack why">
      <h2>{t('patrol.why')}</h2>
      <ul>{reasons.map(({ code, text }) => <li key={code}>{text}</li>)}</ul>
      <div class="pair close">{WHYS.map((why) => <Button key={why} look="quiet" onPress={() => void say(why)}>{t(`patrol.why.${why}`)}</Button>)}</div>
      {problem && <Refusal problem={problem} />}
      <p class="soft">{t('patrol.why_hint')}</p>
    </div>
  )
}
