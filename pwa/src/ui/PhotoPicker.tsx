// Thumbnails and one big place to add a photo: the phone itself asks whether camera or album.
import { Icon } from './Icon'

export interface PickedPhoto { sha256: string; url: string }

export interface PhotoPickerLabels { add: string; more: string; remove: string; photo: string }

export function PhotoPicker({ photos, max, labels, busy, onAdd, onRemove }: {
  photos: readonly PickedPhoto[]
  max: number
  labels: PhotoPickerLabels
  busy?: boolean
  onAdd: (files: File[]) => void
  onRemove: (sha256: string) => void
}) {
  const pick = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement
    onAdd(Array.from(input.files ?? []))
    input.value = ''
  }
  return (
    <div class={photos.length ? 'photos' : 'photos empty'}>
      {photos.map((photo, index) => (
        <figure class="photo" key={photo.sha256}>
          <span><img src={photo.url} alt={`${labels.photo} ${index + 1}`} /></span>
          <button type="button" onClick={() => onRemove(photo.sha256)}>{labels.remove}</button>
        </figure>
      ))}
      {photos.length < max && (
        <label class="photo-add">
          <span>
            {busy ? <i class="spinner" /> : <Icon name="camera" />}
            {photos.length ? labels.more : labels.add}
          </span>
          <input type="file" accept="image/*" multiple={max - photos.length > 1} disabled={busy} onChange={pick} />
        </label>
      )}
    </div>
  )
}
