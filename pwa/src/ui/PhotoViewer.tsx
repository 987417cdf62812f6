// One photo on the whole screen, black around it. Buttons and arrow keys turn the pages; Escape closes.
import { useEffect, useRef, useState } from 'preact/hooks'

import { Icon } from './Icon'

export interface ViewedPhoto { url: string; caption: string }

export interface PhotoViewerLabels { close: string; before: string; next: string }

export function PhotoViewer({ photos, start, labels, action, onClose }: {
  photos: readonly ViewedPhoto[]; start: number; labels: PhotoViewerLabels; onClose: () => void
  /** What can be done with the photo that is shown, by its place in the list. */
  action?: { label: string; onPress: (at: number) => void } | undefined
}) {
  const [at, setAt] = useState(start)
  const box = useRef<HTMLElement>(null)
  const turn = (by: number) => setAt((now) => Math.min(photos.length - 1, Math.max(0, now + by)))
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    box.current?.focus()
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') onClose()
      if (key === 'ArrowLeft') turn(-1)
      if (key === 'ArrowRight') turn(1)
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
      before?.focus()
    }
  }, [])
  const photo = photos[at]
  if (!photo) return null
  return (
    <section class="viewer" role="dialog" aria-modal="true" aria-label={photo.caption} tabIndex={-1} ref={box}>
      <header>
        <p>{photo.caption}</p>
        <button type="button" onClick={onClose}>{labels.close}</button>
      </header>
      <img src={photo.url} alt={photo.caption} />
      {action && <button type="button" class="act" onClick={() => action.onPress(at)}>{action.label}</button>}
      {photos.length > 1 && (
        <footer>
          <button type="button" disabled={at === 0} onClick={() => turn(-1)}><Icon name="back" />{labels.before}</button>
          <span>{at + 1} / {photos.length}</span>
          <button type="button" disabled={at === photos.length - 1} onClick={() => turn(1)}>{labels.next}<Icon name="next" /></button>
        </footer>
      )}
    </section>
  )
}
