// A viewfinder on the whole screen: picture, a faint older picture over it, one large shutter within the thumb's reach.
import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

export interface CameraViewLabels { title: string; shoot: string; close: string; shade: string; starting: string }

export function CameraView({ video, shade, ready, trouble, labels, onShoot, onClose }: {
  video: RefObject<HTMLVideoElement | null>
  /** The older picture's address. */
  shade: string
  ready: boolean
  /** Why there is no picture, in words; empty while all is well. */
  trouble: string
  labels: CameraViewLabels
  onShoot: () => void
  onClose: () => void
}) {
  const [shaded, setShaded] = useState(true)
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    box.current?.focus()
    // The form below is a sheet that Escape closes too: this one goes first, alone.
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      onClose()
    }
    document.addEventListener('keydown', onKey, true)
    return () => {
      document.removeEventListener('keydown', onKey, true)
      before?.focus()
    }
  }, [])
  return (
    <section class="viewer camera" role="dialog" aria-modal="true" aria-label={labels.title} tabIndex={-1} ref={box}>
      <header>
        <button type="button" aria-pressed={shaded} onClick={() => setShaded(!shaded)}>
          <span class="tick" aria-hidden="true" />{labels.shade}
        </button>
        <button type="button" onClick={onClose}>{labels.close}</button>
      </header>
      <div class="sight">
        <video ref={video} playsInline muted />
        {shaded && ready && <img src={shade} alt="" />}
        {!ready && <p role="status">{trouble || labels.starting}</p>}
      </div>
      <footer>
        <button type="button" class="shutter" aria-label={labels.shoot} disabled={!ready} onClick={onShoot}><i /></button>
      </footer>
    </section>
  )
}
