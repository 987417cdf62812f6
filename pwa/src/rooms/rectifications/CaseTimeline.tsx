// The ledger of one case: who did what when, with the pictures that prove it.
import { useState } from 'preact/hooks'

import type { CaseDetail, CasePhoto, LedgerEntry } from '../../api/cases'
import { named, t } from '../../i18n'
import { dateTime } from '../../i18n/dates'
import { PhotoViewer, Timeline } from '../../ui'
import { Shot, viewed, viewerLabels } from './CasePhotos'

/** That a photo arrived tells people nothing where the photo itself is shown; the ledger keeps the entry all the same. */
export function worthTelling({ timeline, photos_before, photos_after }: CaseDetail): LedgerEntry[] {
  const told = timeline.filter(({ action }) => action !== 'photo_received')
  const shown = new Set([...photos_before, ...photos_after, ...told.flatMap(({ photos }) => photos)].map(({ id }) => id))
  return timeline.filter((entry) => told.includes(entry) || entry.photos.some(({ id }) => !shown.has(id)))
}

export const doneOf = ({ action, action_label }: LedgerEntry): string => named(`done.${action}`, action_label)

export function CaseTimeline({ item }: { item: CaseDetail }) {
  const [shown, setShown] = useState<{ photo: CasePhoto; entry: LedgerEntry }>()
  const steps = worthTelling(item).map((entry) => ({
    key: String(entry.seq), label: doneOf(entry), at: entry.at, when: dateTime(entry.at),
    children: <Details entry={entry} onShow={(photo) => setShown({ photo, entry })} />,
  }))
  const close = () => setShown(undefined)
  return (
    <section class="card">
      <h2>{t('case.timeline')}</h2>
      <Timeline steps={steps} />
      {shown && (
        <PhotoViewer photos={viewed(shown.entry.photos, doneOf(shown.entry))} labels={viewerLabels()} onClose={close}
          start={viewed(shown.entry.photos, '').findIndex(({ url }) => url === shown.photo.url)} />
      )}
    </section>
  )
}

function Details({ entry, onShow }: { entry: LedgerEntry; onShow: (photo: CasePhoto) => void }) {
  return (
    <>
      <p class="by">{entry.actor_name}</p>
      {entry.withdrawn && <p class="soft">{t('case.withdrawn')}</p>}
      {entry.note && <p class="note">{entry.note}</p>}
      {entry.photos.length > 0 && (
        <div class="strip">
          {entry.photos.map((photo, index) => (
            <Shot key={photo.id} photo={photo} label={`${doneOf(entry)} ${t('photo.photo')} ${index + 1}`} onShow={onShow} />
          ))}
        </div>
      )}
    </>
  )
}
