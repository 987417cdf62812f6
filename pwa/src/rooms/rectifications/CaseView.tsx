// One case whole, as a screen or beside a list: how it stands, what it looks like, what happened, and the moves.
import type { ComponentChildren } from 'preact'
import { useCallback, useEffect, useState } from 'preact/hooks'

import { readCase, type CaseDetail } from '../../api/cases'
import type { Problem } from '../../api/client'
import { t } from '../../i18n'
import { offline } from '../../offline'
import { Banner, Loading } from '../../ui'
import { CaseErasure } from '../erasure/CaseErasure'
import { CaseLetters } from '../letters/CaseLetters'
import { Callbacks } from './Callbacks'
import { CaseActions } from './CaseActions'
import { CaseFacts } from './CaseFacts'
import { CaseHead } from './CaseHead'
import { CasePhotos } from './CasePhotos'
import { CaseTimeline } from './CaseTimeline'
import { forgetList } from './list_memory'
import { PendingMove } from './PendingMove'
import { useCaseOutbox } from './useCaseOutbox'
import { Trouble } from '../shell/Trouble'

/** `before` stands above the head. `onChange`: somebody has moved it here, or what waited on this phone has gone. */
export function CaseView({ id, before, heading = 'h1', onChange }: {
  id: string; before?: ComponentChildren; heading?: 'h1' | 'h2'; onChange?: (next: CaseDetail) => void
}) {
  const [found, setFound] = useState<CaseDetail>()
  const [problem, setProblem] = useState<Problem>()
  const load = useCallback(async () => {
    const result = await readCase(id)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) setFound(result.value)
    return result
  }, [id])
  const change = (next: CaseDetail) => {
    forgetList()
    setFound(next)
    onChange?.(next)
  }
  useEffect(() => void load(), [load])
  useEffect(() => whenDelivered(id, () => void load().then((result) => result.ok && change(result.value))), [id, load])
  const pending = useCaseOutbox(id)

  if (!found && problem) return <div class="ends">{before}<Trouble problem={problem} onRetry={load} /></div>
  if (!found) return <>{before}<Loading label={t('loading')} /></>
  return (
    <>
      <article class="stack-wide ends">
        <div>
          {before}
          <CaseHead item={found} heading={heading} />
        </div>
        {problem && <Banner tone="warning" icon="offline"><p>{t('case.old_view')}</p></Banner>}
        {pending && <PendingMove item={pending} found={found} onChange={change} />}
        <CasePhotos item={found} onReload={load} />
        <Callbacks item={found} />
        <CaseFacts item={found} />
        <CaseLetters item={found} />
        <CaseTimeline item={found} />
        <CaseErasure item={found} onChange={load} />
      </article>
      <CaseActions found={found} waiting={Boolean(pending)} onChange={change} />
    </>
  )
}

/** The outbox has brought a move of this case to the server: what the screen shows is old now. */
function whenDelivered(caseId: string, run: () => void): () => void {
  let stop: (() => void) | undefined
  let gone = false
  void offline().then(({ outbox }) => {
    if (!gone) stop = outbox.whenDone(({ answer }) => answer.id === caseId && run())
  })
  return () => {
    gone = true
    stop?.()
  }
}
