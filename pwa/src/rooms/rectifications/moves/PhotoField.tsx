// Photos inside a form: label, picker, what was wrong with the last pick; and where it helps, the picture to take it against.
import { useState } from 'preact/hooks'

import { t } from '../../../i18n'
import { hasCamera } from '../../../photos/camera'
import type { PreparedPhoto } from '../../../photos/prepare'
import { usePhotos } from '../../../photos/usePhotos'
import { Button, PhotoPicker } from '../../../ui'
import type { Shade } from './shade'
import { ShadedCamera } from './ShadedCamera'

export const PHOTOS_AT_MOST = 6

export function PhotoField({ label, hint, optional, error, photos, onPhotos, shade }: {
  label: string
  hint?: string | undefined
  optional?: boolean
  error?: string | undefined
  photos: PreparedPhoto[]
  onPhotos: (photos: PreparedPhoto[]) => void
  /** An older picture of the same place. */
  shade?: Shade | undefined
}) {
  const [aiming, setAiming] = useState(false)
  const picked = usePhotos(PHOTOS_AT_MOST, photos, onPhotos)
  const labels = { add: t('photo.add'), more: t('photo.more'), remove: t('photo.remove'), photo: t('photo.photo') }
  const aims = shade && hasCamera() && picked.photos.length < PHOTOS_AT_MOST
  return (
    <fieldset class="field">
      <legend>{label}{optional && <span class="optional">{t('optional')}</span>}</legend>
      {hint && <p class="hint">{hint}</p>}
      {shade && (
        <figure class="shade">
          <img src={shade.small} alt={shade.caption} />
          <figcaption>
            <p>{shade.caption}</p>
            {aims && <Button look="quiet" icon="camera" onPress={() => setAiming(true)}>{t('camera.open')}</Button>}
          </figcaption>
        </figure>
      )}
      <PhotoPicker photos={picked.photos} max={PHOTOS_AT_MOST} labels={labels} busy={picked.busy} onAdd={picked.add}
        onRemove={picked.remove} />
      {(picked.trouble || error) && <p class="error" role="alert">{picked.trouble || error}</p>}
      {aiming && shade && (
        <ShadedCamera shade={shade} onPhoto={(file) => void picked.add([file])} onClose={() => setAiming(false)} />
      )}
    </fieldset>
  )
}
