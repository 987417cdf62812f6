// One visit: what speaks for it and against it, in sentences, and what may be said to it.
import { useEffect, useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { readVisit, type VisitPage } from '../../api/visits'
import { t } from '../../i18n'
import { dateTime } from '../../i18n/dates'
import { Banner, Facts, Loading, PhotoViewer, StatusPill, Timeline } from '../../ui'
import { Shot, viewed, viewerLabels } from '../rectifications/CasePhotos'
import { BackLink } from '../shell/BackLink'
import { Trouble } from '../shell/Trouble'
import { Answers } from './Answers'
import { Explaining } from './Explaining'
import { Reviewing } from './Reviewing'
import { Schematic } from './Schematic'
import { metres, toneOf } from './tone'

const FLAGGED = ['doubtful', 'contradicted']

export default function VisitScreen({ params }: { params: Record<string, string> }) {
  const id = params.id ?? ''
  const [visit, setVisit] = useState<VisitPage>()
  const [problem, setProblem] = useState<Problem>()
  const load = async () => {
    const result = await readVisit(id)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) setVisit(result.value)
  }
  useEffect(() => void load(), [id])
  if (!visit) return problem ? <Trouble problem={problem} onRetry={load} /> : <Loading label={t('loading')} />
  return (
    <section class="visit-page">
      <header>
        <BackLink to="/app/doubtful" />
        <h1>{visit.checkpoint.name}</h1>
        <p class="soft">{[visit.school.short_name, visit.route_name ?? t('visit.no_round')].join(' · ')}</p>
        <p class="marks">
          <StatusPill tone={toneOf(visit.verdict)}>{visit.verdict_label}</StatusPill>
          {visit.late && <StatusPill tone="off">{t('visit.late')}</StatusPill>}
          {visit.settled_at && <StatusPill tone="done">{t('visit.settled')}</StatusPill>}
        </p>
      </header>
      <div class="visit-columns">
        <div class="stack-wide">
          <Why visit={visit} />
          <Schematic visit={visit} />
          <Photos visit={visit} />
        </div>
        <div class="stack-wide">
          {visit.reviews.length > 0 && <Said visit={visit} />}
          {visit.allowed.length > 0 && <Reviewing visit={visit} onDone={setVisit} />}
          {visit.may_explain && <Explaining visit={visit} onDone={setVisit} />}
          <What visit={visit} />
        </div>
      </div>
    </section>
  )
}

function Why({ visit }: { visit: VisitPage }) {
  return (
    <section class="card">
      <h2>{t(FLAGGED.includes(visit.verdict) ? 'visit.why' : 'visit.evidence')}</h2>
      <ul class="reasons">{visit.reasons.map(({ code, text }) => <li key={code}>{text}</li>)}</ul>
      <p class="soft">{t('visit.only_a_hint')}</p>
    </section>
  )
}

function What({ visit }: { visit: VisitPage }) {
  return (
    <section class="card">
      <h2>{t('visit.what')}</h2>
      <Facts rows={[
        [t('visit.by'), visit.by],
        [t('visit.at'), dateTime(visit.happened_at)],
        [t('visit.received'), visit.late ? dateTime(visit.received_at) : null],
        [t('visit.how'), `${visit.mode_label} · ${visit.via_label}`],
        [t('visit.result'), visit.result_label],
        [t('visit.distance'), visit.distance_m === null ? visit.position_label : metres(visit.distance_m, t)],
        [t('visit.proof'), visit.proof === 'not_asked' ? null : visit.proof_label],
        [t('visit.note'), visit.note],
      ]} />
      <Answers visit={visit} />
    </section>
  )
}

function Photos({ visit }: { visit: VisitPage }) {
  const [open, setOpen] = useState<number>()
  const all = viewed(visit.photos, t('visit.photo'))
  if (!visit.photos.length) return visit.proof === 'missing' ? <Banner><p>{t('visit.no_photo')}</p></Banner> : null
  return (
    <section class="shots">
      {visit.photos.map((photo, n) => (
        <Shot key={photo.id} photo={photo} label={`${t('visit.photo')} ${n + 1}`}
          onShow={() => setOpen(all.findIndex(({ url }) => url === photo.url))} />
      ))}
      {open !== undefined && <PhotoViewer photos={all} start={open} labels={viewerLabels()} onClose={() => setOpen(undefined)} />}
    </section>
  )
}

function Said({ visit }: { visit: VisitPage }) {
  const steps = visit.reviews.map(({ kind_label: label, at, by, note, reason, recheck_visit_id: recheck }, n) => ({
    key: String(n),
    label: reason ? `${label}：${t(`explain.${reason}`)}` : label,
    when: [dateTime(at), by].filter(Boolean).join(' · '),
    at,
    children: (
      <>
        {note && <p>{note}</p>}
        {recheck && <a href={`/app/visits/${recheck}`}>{t('visit.open_recheck')}</a>}
      </>
    ),
  }))
  return <section class="card"><h2>{t('visit.said')}</h2><Timeline steps={steps} /></section>
}
