// Before and after, side by side; a press shows one on the whole screen.
import { useState } from 'preact/hooks'

import type { CaseDetail, CasePhoto } from '../../api/cases'
import { t } from '../../i18n'
import { PhotoViewer, type ViewedPhoto } from '../../ui'

export function viewerLabels() {
  return { close: t('close'), before: t('photo.previous'), next: t('photo.next') }
}

/** All photos that are there, in the order of the screen, with their captions. */
export function viewed(photos: readonly CasePhoto[], caption: string): ViewedPhoto[] {
  return photos.flatMap(({ missing, url }) => (missing || !url ? [] : [{ url, caption }]))
}

type Cover = Awaited<ReturnType<typeof loadCover>>
const loadCover = async (photo: CasePhoto) => ({ photo, Tool: (await import('./redaction/RedactionTool')).default })
const seen = (photos: readonly CasePhoto[]) => photos.filter(({ missing, url }) => !missing && url)

export function CasePhotos({ item, onReload }: { item: CaseDetail; onReload: () => void }) {
  const { photos_before: before, photos_after: after, may_release_photos } = item
  const [open, setOpen] = useState<number>()
  const [covering, setCovering] = useState<Cover>()
  const cover = async (at: number) => {
    const photo = [...seen(before), ...seen(after)][at]
    if (photo) setCovering(await loadCover(photo))
    setOpen(undefined)
  }
  const all = [...viewed(before, t('case.before')), ...viewed(after, t('case.after'))]
  const show = (photo: CasePhoto) => setOpen(all.findIndex(({ url }) => url === photo.url))
  if (!before.length && !after.length) return null
  return (
    <section class="shots">
      <Column title={t('case.before')} none={t('case.no_before')} photos={before} onShow={show} />
      <Column title={t('case.after')} none={t('case.no_after')} photos={after} onShow={show} />
      {open !== undefined && (
        <PhotoViewer photos={all} start={open} labels={viewerLabels()} onClose={() => setOpen(undefined)}
          action={may_release_photos ? { label: t('cover.title'), onPress: cover } : undefined} />
      )}
      {covering && (
        <covering.Tool photo={covering.photo} onClose={(changed) => { setCovering(undefined); if (changed) onReload() }} />
      )}
    </section>
  )
}

function Column({ title, none, photos, onShow }: {
  title: string; none: string; photos: readonly CasePhoto[]; onShow: (photo: CasePhoto) => void
}) {
  return (
    <div>
      <h3>{title}</h3>
      {photos.length === 0 && <p class="shot none"><span>{none}</span></p>}
      {photos.map((photo, index) => <Shot key={photo.id} photo={photo} label={`${title} ${index + 1}`} onShow={onShow} />)}
    </div>
  )
}

export function Shot({ photo, label, onShow }: { photo: CasePhoto; label: string; onShow: (photo: CasePhoto) => void }) {
  if (photo.missing || !photo.url_small) return <p class="shot none"><span>{t('case.photo_on_its_way')}</span></p>
  return (
    <button type="button" class="shot" aria-label={label} onClick={() => onShow(photo)}>
      <img src={photo.url_small} alt={label} loading="lazy" />
      {(photo.released || photo.url_redacted) && <em>{t(photo.released ? 'cover.mark_released' : 'cover.mark_covered')}</em>}
    </button>
  )
}
