// The camera with the picture from before lying faintly over it, so that the new one is taken from the same place.
import { useEffect, useRef, useState } from 'preact/hooks'

import { t } from '../../../i18n'
import { frameOf, openCamera, stopCamera, troubleOf, type CameraTrouble } from '../../../photos/camera'
import { CameraView } from '../../../ui'
import type { Shade } from './shade'

export function ShadedCamera({ shade, onPhoto, onClose }: {
  shade: Shade; onPhoto: (file: File) => void; onClose: () => void
}) {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<'starting' | 'ready' | CameraTrouble>('starting')
  useEffect(() => {
    let stream: MediaStream | undefined
    let over = false
    const start = async () => {
      stream = await openCamera(1600, 1200)
      const screen = video.current
      if (over || !screen) return stopCamera(stream)
      screen.srcObject = stream
      await screen.play()
      if (!over) setState('ready')
    }
    start().catch((error: unknown) => over || setState(troubleOf(error)))
    return () => {
      over = true
      if (stream) stopCamera(stream)
    }
  }, [])
  const shoot = async () => {
    const file = video.current && (await frameOf(video.current))
    if (!file) return setState('failed')
    onPhoto(file)
    onClose()
  }
  const trouble = state === 'starting' || state === 'ready' ? '' : t(`camera.${state}`)
  return (
    <CameraView video={video} shade={shade.url} ready={state === 'ready'} trouble={trouble} onShoot={() => void shoot()}
      onClose={onClose} labels={{
        title: t('camera.title'), shoot: t('camera.shoot'), close: t('close'), shade: t('camera.shade'), starting: t('camera.starting'),
      }} />
  )
}
