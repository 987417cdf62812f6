// One case: how it stands, what it looks like, what happened, and the moves that are mine to make.
import { useCallback, useEffect, useState } from 'preact/hooks'

import { readCase, type CaseDetail } from '../../api/cases'
import type { Problem } from '../../api/client'
import { t } from '../../i18n'
import { offline } from '../../offline'
import type { ScreenProps } from '../../router'
import { Banner, Loading } from '../../ui'
import { CaseErasure } from '../erasure/CaseErasure'
import { BackLink } from '../shell/BackLink'
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

export default function CaseScreen({ params }: ScreenProps) {
  const id = params.id ?? ''
  const [found, setFound] = useState<CaseDetail>()
  const [problem, setProblem] = useState<Problem>()
  const load = useCallback(async () => {
    const result = await readCase(id)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) setFound(result.value)
  }, [id])
  const change = (next: CaseDetail) => {
    forgetList()
    setFound(next)
  }
  useEffect(() => void load(), [load])
  useEffect(() => whenDelivered(id, () => { forgetList(); void load() }), [id, load])
  const pending = useCaseOutbox(id)

  if (!found && problem) {
    return (
      <div class="ends">
        <BackLink to="/app/cases" />
        <Trouble problem={problem} onRetry={load} />
      </div>
    )
  }
  if (!found) return <Loading label={t('loading')} />
  return (
    <>
      <article class="stack-wide ends">
        <div>
          <BackLink to="/app/cases" />
          <CaseHead item={found} />
        </div>
        {problem && <Banner tone="warning" icon="offline"><p>{t('case.old_view')}</p></Banner>}
        {pending && <PendingMove item={pending} found={found} onChange={change} />}
        <CasePhotos item={found} onReload={load} />
        <Callbacks item={found} />
        <CaseFacts item={found} />
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
