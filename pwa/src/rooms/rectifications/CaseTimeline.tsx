// The ledger of one case: who did what when, with the pictures that prove it.
import { useState } from 'preact/hooks'

import type { CasePhoto, LedgerEntry } from '../../api/cases'
import { t } from '../../i18n'
import { dateTime } from '../../i18n/dates'
import { PhotoViewer, Timeline } from '../../ui'
import { Shot, viewed, viewerLabels } from './CasePhotos'

export function CaseTimeline({ entries }: { entries: readonly LedgerEntry[] }) {
  const [shown, setShown] = useState<{ photo: CasePhoto; entry: LedgerEntry }>()
  const steps = entries.map((entry) => ({
    key: String(entry.seq), label: entry.action_label, at: entry.at, when: dateTime(entry.at),
    children: <Details entry={entry} onShow={(photo) => setShown({ photo, entry })} />,
  }))
  const close = () => setShown(undefined)
  return (
    <section class="card">
      <h2>{t('case.timeline')}</h2>
      <Timeline steps={steps} />
      {shown && (
        <PhotoViewer photos={viewed(shown.entry.photos, shown.entry.action_label)} labels={viewerLabels()} onClose={close}
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
            <Shot key={photo.id} photo={photo} label={`${entry.action_label} ${t('photo.photo')} ${index + 1}`} onShow={onShow} />
          ))}
        </div>
      )}
    </>
  )
}
