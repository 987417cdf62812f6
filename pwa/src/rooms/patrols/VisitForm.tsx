import { useEffect, useRef, useState } from 'preact/hooks'

import type { Checklist, VisitResult } from '../../api/patrols'
import { t } from '../../i18n'
import { deviceKey } from '../../ids/device'
import { uuidv7 } from '../../ids/uuidv7'
import { offline } from '../../offline'
import { useDraft, type KeptDraft } from '../../offline/useDraft'
import type { Reading } from '../../position/locate'
import { useMe } from '../../session'
import { Banner, Button, Choices, Field, Icon, Loading } from '../../ui'
import { PhotoField } from '../rectifications/moves/PhotoField'
import { askOf, isDue, type Ask } from './proof'
import { useReading } from './useReading'
import type { Target } from './target'
import { firstNo, visitBody, type Answer, type Mode, type VisitBody, type VisitDraft } from './visit_body'

const MODES: readonly Mode[] = ['foot', 'vehicle', 'video']

export function VisitForm({ target, onDone }: { target: Target; onDone: (body: VisitBody) => void }) {
  const [empty] = useState<VisitDraft>(() => ({
    id: uuidv7(), run_id: target.spot?.run.id ?? null, checkpoint_id: target.checkpointId, code: target.code, via: target.via,
    mode: 'foot', answers: {}, note: '',
  }))
  const draft = useDraft(`visit:${empty.run_id ?? ''}:${target.checkpointId ?? target.code ?? ''}`, empty)
  if (!draft.ready) return <Loading label={t('loading')} />
  return <Sheet target={target} draft={draft} onDone={onDone} />
}

function Sheet({ target, draft, onDone }: { target: Target; draft: KeptDraft<VisitDraft>; onDone: (body: VisitBody) => void }) {
  const me = useMe()
  const { values } = draft
  const opened = useRef(performance.now())
  const { reading, atPress } = useReading(values.mode !== 'video')
  const [recording, setRecording] = useState<VisitResult>()
  const ask = useAsk(target)
  const point = target.spot?.point
  const checklist = point?.checklist ?? undefined
  const no = firstNo(values.answers)
  const record = async (result: VisitResult) => {
    if (recording) return
    setRecording(result)
    const at = new Date()
    const dwellS = (performance.now() - opened.current) / 1000
    const answers = result === 'normal' && checklist ? allYes(checklist, values.answers) : values.answers
    const whole = { ...values, answers, code: target.code, via: target.via }
    const body = visitBody(whole, result, await atPress(), { photos: draft.photos, at, dwellS, device: deviceKey() })
    await (await offline()).outbox.add({
      id: values.id, owner: me.account.id, title: target.title, path: '/visits', photoPath: `/visits/${values.id}`, body,
      photos: draft.photos.map(({ sha256, bytes, type }) => ({ sha256, bytes, type })),
    })
    await draft.drop()
    onDone(body)
  }
  return (
    <form noValidate class="visit" onSubmit={(event) => { event.preventDefault(); void record(no ? 'problem' : 'normal') }}>
      <div class="stack-wide">
        <header class="visit-head">
          <h1>{target.title}</h1>
          {target.spot && <p class="soft">{target.spot.run.route.name}·{t('patrol.point_of', { n: target.spot.point.position + 1, all: target.spot.run.points.length })}</p>}
          {values.mode !== 'video' && <Here reading={reading} />}
        </header>
        {point?.visited && <Banner><p>{t('patrol.seen_already')}</p></Banner>}
        {checklist && <Questions checklist={checklist} answers={values.answers} onAnswers={(answers) => draft.change({ answers })} />}
        {point && values.mode !== 'video' && isDue(ask, reading) && (
          <PhotoField label={t('patrol.proof')} hint={t(point.photo_rule === 'always' ? 'patrol.proof_always' : 'patrol.proof_drawn')} optional
            photos={draft.photos} onPhotos={draft.changePhotos} />
        )}
        <details class="card more-of-visit">
          <summary>{t('patrol.more')}</summary>
          <div class="stack">
            <Choices label={t('patrol.mode')} value={values.mode} onValue={(mode) => draft.change({ mode: mode as Mode })}
              choices={MODES.map((value) => ({ value, label: t(`patrol.mode.${value}`) }))} />
            <Field label={t('patrol.note')} optional={t('optional')} rows={2} maxLength={500} value={values.note}
              onValue={(note) => draft.change({ note })} />
          </div>
        </details>
      </div>
      <div class="actions">
        <div class="verdict-buttons">
          {!no && <Button submit big icon="check" busy={recording === 'normal'}>{t(checklist ? 'patrol.all_normal' : 'patrol.normal')}</Button>}
          <Button look={no ? 'primary' : 'quiet'} big={Boolean(no)} icon="warning" busy={recording === 'problem'} onPress={() => void record('problem')}>{t('patrol.problem')}</Button>
        </div>
      </div>
    </form>
  )
}

/** 正常 under a list says so of every line that nobody answered otherwise. */
const allYes = ({ items }: Checklist, given: VisitDraft['answers']): VisitDraft['answers'] =>
  Object.fromEntries(items.map(({ key }) => [key, given[key] ?? 'yes']))

function Questions({ checklist, answers, onAnswers }: {
  checklist: Checklist; answers: VisitDraft['answers']; onAnswers: (answers: VisitDraft['answers']) => void
}) {
  return (
    <section class="card stack">
      <h2>{checklist.name}</h2>
      {checklist.items.map(({ key, text }) => (
        <Choices key={key} label={text} value={answers[key] ?? ''} onValue={(value) => onAnswers({ ...answers, [key]: value as Answer })}
          choices={(['yes', 'no', 'na'] as const).map((value) => ({ value, label: t(`patrol.answer.${value}`) }))} />
      ))}
    </section>
  )
}

function useAsk({ spot, code }: Target): Ask {
  const [ask, setAsk] = useState<Ask>('no')
  useEffect(() => { if (spot) void askOf(spot.run, spot.point, code).then(setAsk) }, [])
  return ask
}

function Here({ reading }: { reading: Reading | undefined }) {
  const [words, setWords] = useState('')
  useEffect(() => {
    setWords(!reading ? t('patrol.locating') : reading.state === 'got'
      ? t('patrol.located', { n: reading.position.accuracy_m }) : t(`patrol.not_located.${reading.state}`))
  }, [reading])
  return <p class="here soft" role="status"><Icon name="place" />{words}</p>
}
