// The one screen with something to fill in: photos, a line of text, the position; nothing of it is required.
import { useState } from 'preact/hooks'

import { t } from '../../i18n'
import type { NearbyReport } from '../../api/types'
import { usePhotos } from '../../photos/usePhotos'
import { Banner, Button, Field, PhotoPicker } from '../../ui'
import { showFirstError } from '../../ui/first_error'
import type { PlaceContext } from './context'
import type { Draft } from './draft'
import { Nearby } from './Nearby'
import { NearbyList } from './NearbyList'
import { PositionField } from './PositionField'
import { Step } from './Step'
import { isPhone } from './submit'

export const PHOTOS_AT_MOST = 3

export function Details({ draft, place, near, tileLabel, restored, onChange, onTile, onRestart, onSend }: {
  draft: Draft
  place: PlaceContext
  near: readonly NearbyReport[]
  tileLabel: string
  restored: boolean
  onChange: (change: Partial<Draft>) => void
  onTile: () => void
  onRestart: () => void
  onSend: (website: string) => void
}) {
  const [website, setWebsite] = useState('')
  const [slip, setSlip] = useState(false)
  const picked = usePhotos(PHOTOS_AT_MOST, draft.photos, (photos) => onChange({ photos }))
  const submit = (event: Event) => {
    event.preventDefault()
    const slipped = !isPhone(draft.phone)
    setSlip(slipped)
    if (slipped) showFirstError(event.currentTarget as Element)
    else onSend(website)
  }
  const labels = { add: t('photo.add'), more: t('photo.more'), remove: t('photo.remove'), photo: t('photo.photo') }
  return (
    <Step title={t('report.details')} place={place.title}>
      <form class="stack-wide" noValidate onSubmit={submit}>
        {restored && (
          <Banner>
            <p>{t('report.restored')}</p>
            <Button look="quiet" onPress={onRestart}>{t('report.restart')}</Button>
          </Banner>
        )}
        <div class="card chosen">
          <b>{tileLabel}</b>
          <button type="button" onClick={onTile}>{t('report.change')}</button>
        </div>
        <NearbyList items={near} chosen={draft.joins} onChoose={(joins) => onChange({ joins })} />
        <div class="field">
          <h3>{t('report.photos')}<span class="optional">{t('report.optional')}</span></h3>
          <p class="hint">{t('report.photos_hint', { n: PHOTOS_AT_MOST })}</p>
          <PhotoPicker photos={picked.photos} max={PHOTOS_AT_MOST} labels={labels} busy={picked.busy}
            onAdd={picked.add} onRemove={picked.remove} />
          {picked.trouble && <p class="error" role="alert">{picked.trouble}</p>}
        </div>
        <div class="typing">
          <Field label={t('report.note')} optional={t('report.optional')} hint={t('report.note_hint')} rows={3}
            maxLength={1000} value={draft.note} onValue={(note) => onChange({ note })} />
        </div>
        <div class="typing">
          <Field label={t('report.phone')} optional={t('report.optional')} hint={t('report.phone_hint')} type="tel" inputMode="tel" autocomplete="tel"
            maxLength={20} value={draft.phone ?? ''} onValue={(phone) => onChange({ phone })} error={slip ? t('report.phone_error') : undefined} />
        </div>
        <PositionField position={draft.position} onPosition={(position) => onChange({ position })} />
        {place.lat === undefined && draft.position && (
          <Nearby code={place.code} tile={draft.tile} at={draft.position} chosen={draft.joins} onChoose={(joins) => onChange({ joins })} />
        )}
        <label class="website" aria-hidden="true">
          Website
          <input tabIndex={-1} autocomplete="off" value={website} onInput={(event) => setWebsite(event.currentTarget.value)} />
        </label>
        {!draft.photos.length && draft.note.trim().length < 5 && <p class="soft">{t('report.more')}</p>}
        <div class="send"><Button big submit busy={picked.busy}>{t('report.send')}</Button></div>
      </form>
    </Step>
  )
}
