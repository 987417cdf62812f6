// 待甄别, read one after the other: let through or reject as abuse, one at a time; nothing is closed in bulk.
import { useEffect, useState } from 'preact/hooks'

import { moveCase, readCase, readCases, type CaseDetail } from '../../api/cases'
import type { Problem } from '../../api/client'
import { t } from '../../i18n'
import { uuidv7 } from '../../ids/uuidv7'
import { Banner, Button, EmptyState, Loading } from '../../ui'
import { BackLink } from '../shell/BackLink'
import { Refusal, Trouble } from '../shell/Trouble'
import { CaseHead } from '../rectifications/CaseHead'
import { CasePhotos } from '../rectifications/CasePhotos'

const MOVES = { release: {}, reject: { reason: 'abuse' } } as const
type Verdict = keyof typeof MOVES

export default function QuarantineScreen() {
  const [ids, setIds] = useState<string[]>()
  const [at, setAt] = useState(0)
  const [done, setDone] = useState<Verdict>()
  const [problem, setProblem] = useState<Problem>()
  const load = async () => {
    const result = await readCases({ quarantined: 'true', state: 'reported' })
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) setIds(result.value.items.map(({ id }) => id))
  }
  useEffect(() => void load(), [])
  const settled = (id: string, verdict: Verdict) => {
    const left = (ids ?? []).filter((each) => each !== id)
    setDone(verdict)
    setIds(left)
    setAt(Math.min(at, Math.max(0, left.length - 1)))
    if (!left.length) void load()  // the list comes page by page
  }
  const turn = (by: number) => {
    setDone(undefined)
    setAt(at + by)
  }
  const id = ids?.[at]
  return (
    <section class="stack-wide">
      <div><BackLink to="/app" /><h1>{t('quarantine.title')}</h1></div>
      {done && <Banner tone="success"><p>{t(`quarantine.did_${done}`)}</p></Banner>}
      {problem && !ids && <Trouble problem={problem} onRetry={load} />}
      {!ids && !problem && <Loading label={t('loading')} />}
      {ids && !id && <EmptyState icon="done" title={t('quarantine.none')}>{t('quarantine.none_detail')}</EmptyState>}
      {ids && id && (
        <>
          <Turn at={at} all={ids.length} onTurn={turn} />
          <One key={id} id={id} onSettled={(verdict) => settled(id, verdict)} />
        </>
      )}
    </section>
  )
}

/** One alone needs no leafing. */
function Turn({ at, all, onTurn }: { at: number; all: number; onTurn: (by: number) => void }) {
  const place = <p class="soft" role="status">{t('quarantine.place', { n: at + 1, all })}</p>
  if (all === 1) return place
  return (
    <nav class="turn" aria-label={t('quarantine.title')}>
      <Button look="quiet" disabled={at === 0} onPress={() => onTurn(-1)}>{t('quarantine.previous')}</Button>
      {place}
      <Button look="quiet" disabled={at >= all - 1} onPress={() => onTurn(1)}>{t('quarantine.next')}</Button>
    </nav>
  )
}

function One({ id, onSettled }: { id: string; onSettled: (verdict: Verdict) => void }) {
  const [found, setFound] = useState<CaseDetail>()
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState<Verdict>()
  const load = async () => {
    const result = await readCase(id)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) setFound(result.value)
  }
  useEffect(() => void load(), [id])
  if (!found) return problem ? <Trouble problem={problem} onRetry={load} /> : <Loading label={t('loading')} />
  const judge = async (verdict: Verdict) => {
    setBusy(verdict)
    const fields = verdict === 'reject' ? { ...MOVES.reject, note: t('option.reason.abuse') } : MOVES.release
    const body = { id: uuidv7(), version: found.version, occurred_at: new Date().toISOString(), ...fields }
    const result = await moveCase(id, verdict, body)
    setBusy(undefined)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) onSettled(verdict)
  }
  const may = (verdict: Verdict) => found.allowed_actions.some(({ action }) => action === verdict)
  return (
    <article class="stack-wide">
      <CaseHead item={found} />
      <CasePhotos item={found} onReload={load} />
      {problem && <Refusal problem={problem} />}
      <div class="stack judge">
        {may('release') && <Button busy={busy === 'release'} onPress={() => judge('release')}>{t('quarantine.release')}</Button>}
        {may('reject') && <Button look="danger" busy={busy === 'reject'} onPress={() => judge('reject')}>{t('quarantine.reject')}</Button>}
        <Button look="plain" href={`/app/cases/${id}`}>{t('quarantine.open')}</Button>
      </div>
    </article>
  )
}
