// From the tap on 上报隐患 to 已收到: at most four taps. The phone's own back key goes one question back.
import { useEffect, useRef, useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import type { NearbyReport, Tile } from '../../api/types'
import { t } from '../../i18n'
import { ErrorState, Loading } from '../../ui'
import { loadTaxonomy, type PlaceContext, type PublicTaxonomy } from './context'
import { Details } from './Details'
import { Done } from './Done'
import { dropDraft, emptyDraft, loadDraft, saveDraft, type Draft } from './draft'
import { findNearby } from './find_nearby'
import { CallFirst, CallInstead, DangerQuestion, TileQuestion } from './questions'
import { submitReport } from './submit'
import { currentStep, goBack, goTo, useStep } from './useStep'

export function ReportFlow({ host, place, onClose }: { host: HTMLElement; place: PlaceContext; onClose: () => void }) {
  const step = useStep()
  const [draft, setDraft] = useState<Draft>()
  const [restored, setRestored] = useState(false)
  const [taxonomy, setTaxonomy] = useState<PublicTaxonomy>()
  const [problem, setProblem] = useState<Problem>()
  const [near, setNear] = useState<NearbyReport[]>([])
  const asking = useRef(false)
  const sent = useRef('')

  const fetchTaxonomy = async () => {
    const result = await loadTaxonomy(host)
    if (result.ok) setTaxonomy(result.value)
    else setProblem(result.problem)
  }
  const begin = async () => {
    const kept = await loadDraft(place.code)
    if (kept) setNear(await findNearby(place.code, kept.tile))
    setDraft(kept ?? emptyDraft())
    setRestored(kept !== undefined)
    if (kept) goTo('details', { replace: true })
  }
  useEffect(() => {
    void fetchTaxonomy()
    void begin()
  }, [])

  if (problem && !taxonomy) {
    return <ErrorState offline={problem.status === 0} title={t('report.tiles_failed')} detail={problem.detail}
      retryLabel={t('retry')} onRetry={fetchTaxonomy} />
  }
  if (!draft || !taxonomy) return <Loading label={t('loading')} />

  const change = (more: Partial<Draft>) => setDraft((before) => {
    const next = { ...(before ?? draft), ...more }
    // A position that comes late must not bring back a draft that was sent.
    if (sent.current === next.id) return next
    void saveDraft(place.code, next, 'photos' in more)
    return next
  })
  const pick = async ({ key, person_related }: Tile) => {
    if (asking.current) return
    change({ tile: key, ...(key !== draft.tile && { joins: undefined }) })
    if (person_related) return goTo('person')
    asking.current = true
    setNear(await findNearby(place.code, key))
    asking.current = false
    if (currentStep() === 'tile') goTo('details')
  }
  const restart = () => {
    void dropDraft(place.code)
    setDraft(emptyDraft())
    setRestored(false)
    goTo('danger', { replace: true })
  }
  const send = async (website: string) => {
    if (sent.current === draft.id) return
    sent.current = draft.id
    await submitReport(draft, place, website)
    goTo('done', { replace: true })
  }

  switch (step) {
    case 'danger':
      return <DangerQuestion place={place.title} onBack={goBack}
        onAnswer={(danger) => { change({ danger }); goTo(danger ? 'call' : 'tile') }} />
    case 'call':
      return <CallFirst onGoOn={() => goTo('tile')} onBack={goBack} />
    case 'tile':
      return <TileQuestion tiles={taxonomy.tiles} chosen={draft.tile} place={place.title} onBack={goBack} onAnswer={pick} />
    case 'person':
      return <CallInstead phones={taxonomy.referral_phones} onBack={goBack} />
    case 'details':
      return <Details key={draft.id} draft={draft} place={place} near={near} restored={restored} onChange={change} onRestart={restart}
        onTile={() => goTo('tile')} onSend={send}
        tileLabel={taxonomy.tiles.find((tile) => tile.key === draft.tile)?.label ?? ''} />
    case 'done':
      return <Done id={draft.id} danger={draft.danger} onAgain={restart} onHome={onClose} />
  }
}
