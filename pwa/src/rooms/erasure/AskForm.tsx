// Which entries and photos are to go, on what ground and document. Nothing is erased until a second person approves.
import { useRef, useState } from 'preact/hooks'

import type { CaseDetail, CasePhoto, LedgerEntry } from '../../api/cases'
import { askErasure } from '../../api/erasures'
import type { Problem } from '../../api/client'
import { t } from '../../i18n'
import { dateTime } from '../../i18n/dates'
import { uuidv7 } from '../../ids/uuidv7'
import { Banner, Button, Field, SelectField } from '../../ui'
import { showFirstError } from '../../ui/first_error'
import { doneOf, worthTelling } from '../rectifications/CaseTimeline'
import { Refusal } from '../shell/Trouble'

export const REASONS = ['illegal_information', 'minor_privacy', 'personal_information', 'state_secret', 'authority_order']
/** Tombstones and links between chains stay. */
const STAYS = ['erase', 'school_joined']

/** What can still be erased: entries with words, and every photo of the case once. */
export function erasable(item: CaseDetail): { entries: LedgerEntry[]; photos: CasePhoto[] } {
  const all = [...item.photos_before, ...item.photos_after, ...item.timeline.flatMap(({ photos }) => photos)]
  const photos = all.filter(({ id }, place) => all.findIndex((other) => other.id === id) === place)
  const entries = worthTelling(item).filter(({ action, withdrawn }) => !withdrawn && !STAYS.includes(action))
  return { entries, photos }
}

export function AskForm({ item, onDone }: { item: CaseDetail; onDone: () => void }) {
  const { entries, photos } = erasable(item)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [reason, setReason] = useState('')
  const [document_no, setDocument] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const attempt = useRef({ content: '', id: '' })
  const toggle = (id: string, on: boolean) => setChosen((before) => (on ? [...before, id] : before.filter((each) => each !== id)))
  const submit = async (event: Event) => {
    event.preventDefault()
    setTried(true)
    const form = event.currentTarget as Element
    if (!chosen.length || !reason || document_no.trim().length < 2) return showFirstError(form)
    const said = {
      entry_ids: entries.map(({ id }) => id).filter((id) => chosen.includes(id)),
      photo_ids: photos.map(({ id }) => id).filter((id) => chosen.includes(id)),
      reason, document_no: document_no.trim(),
    }
    const content = JSON.stringify(said)
    if (attempt.current.content !== content) attempt.current = { content, id: uuidv7() }
    setBusy(true)
    const result = await askErasure(item.id, { id: attempt.current.id, ...said } as Parameters<typeof askErasure>[1])
    setBusy(false)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) onDone()
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <Banner tone="warning"><p>{t('erasure.warning')}</p></Banner>
      <fieldset class="field plain">
        <legend>{t('erasure.what')}</legend>
        <div class="rows">
          {entries.map((entry) => (
            <Row key={entry.id} id={entry.id} on={chosen.includes(entry.id)} onToggle={toggle} title={doneOf(entry)}
              detail={[dateTime(entry.at), entry.note].filter(Boolean).join('·')} />
          ))}
          {photos.map((photo, place) => (
            <Row key={photo.id} id={photo.id} on={chosen.includes(photo.id)} onToggle={toggle} image={photo.url_small}
              title={`${t('photo.photo')} ${place + 1}`} />
          ))}
        </div>
        {tried && !chosen.length && <p class="error" role="alert">{t('erasure.choose')}</p>}
      </fieldset>
      <SelectField label={t('erasure.reason')} value={reason} onValue={setReason}
        error={tried && !reason ? t('erasure.reason_needed') : undefined}
        choices={[{ value: '', label: t('pick_one') }, ...REASONS.map((value) => ({ value, label: t(`erasure.reason.${value}`) }))]} />
      <Field label={t('erasure.document')} hint={t('erasure.document_hint')} maxLength={80} value={document_no} onValue={setDocument}
        error={tried && document_no.trim().length < 2 ? t('erasure.document_needed') : undefined} />
      {problem && <Refusal problem={problem} />}
      <Button submit busy={busy}>{t('erasure.send')}</Button>
    </form>
  )
}

function Row({ id, title, detail, image, on, onToggle }: {
  id: string; title: string; detail?: string; image?: string | null; on: boolean; onToggle: (id: string, on: boolean) => void
}) {
  return (
    <label class="row check">
      <input type="checkbox" checked={on} onChange={(event) => onToggle(id, event.currentTarget.checked)} />
      <span>{title}{detail && <small class="clip">{detail}</small>}</span>
      {image && <img class="thumb" src={image} alt="" />}
    </label>
  )
}
