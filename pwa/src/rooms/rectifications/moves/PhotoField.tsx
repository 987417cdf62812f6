// Photos inside a form: label, picker, and what was wrong with the last pick.
import { t } from '../../../i18n'
import type { PreparedPhoto } from '../../../photos/prepare'
import { usePhotos } from '../../../photos/usePhotos'
import { PhotoPicker } from '../../../ui'

export const PHOTOS_AT_MOST = 6

export function PhotoField({ label, hint, optional, error, photos, onPhotos }: {
  label: string
  hint?: string
  optional?: boolean
  error?: string | undefined
  photos: PreparedPhoto[]
  onPhotos: (photos: PreparedPhoto[]) => void
}) {
  const picked = usePhotos(PHOTOS_AT_MOST, photos, onPhotos)
  const labels = { add: t('photo.add'), more: t('photo.more'), remove: t('photo.remove'), photo: t('photo.photo') }
  return (
    <fieldset class="field">
      <legend>{label}{optional && <span class="optional">{t('optional')}</span>}</legend>
      {hint && <p class="hint">{hint}</p>}
      <PhotoPicker photos={picked.photos} max={PHOTOS_AT_MOST} labels={labels} busy={picked.busy} onAdd={picked.add}
        onRemove={picked.remove} />
      {(picked.trouble || error) && <p class="error" role="alert">{picked.trouble || error}</p>}
    </fieldset>
  )
}
