// Camera on, look a few times a second, camera off when the screen goes. Never required: every failure has a name.
import { useEffect, useRef, useState } from 'preact/hooks'

import { openDetector, type Detector } from './detector'

export type ScannerState = 'starting' | 'looking' | 'denied' | 'absent' | 'failed'

const PAUSE_MS = 150

export function useScanner(onText: (text: string) => void) {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<ScannerState>('starting')
  const [round, setRound] = useState(0)
  const heard = useRef(onText)
  heard.current = onText
  useEffect(() => {
    let stream: MediaStream | undefined
    let over = false
    const run = async () => {
      if (!navigator.mediaDevices?.getUserMedia) return setState('absent')
      stream = await openCamera()
      const screen = video.current
      if (over || !screen) return stopCamera(stream)
      screen.srcObject = stream
      await screen.play()
      // Only now: without a camera nobody pays for the detector.
      const detector = await openDetector()
      if (over) return
      setState('looking')
      await look(screen, detector, (text) => heard.current(text), () => over)
    }
    run().catch((error: unknown) => over || setState(reasonOf(error)))
    return () => {
      over = true
      if (stream) stopCamera(stream)
    }
  }, [round])
  const restart = () => {
    setState('starting')
    setRound(round + 1)
  }
  return { video, state, restart }
}

function openCamera(): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    audio: false, video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
  })
}

function stopCamera(stream: MediaStream): void {
  stream.getTracks().forEach((track) => track.stop())
}

async function look(
  screen: HTMLVideoElement, detector: Detector, tell: (text: string) => void, over: () => boolean,
): Promise<void> {
  while (!over()) {
    const [found] = document.hidden ? [] : await detector.detect(screen)
    if (found && !over()) tell(found.rawValue)
    await new Promise((resolve) => { setTimeout(resolve, PAUSE_MS) })
  }
}

function reasonOf(error: unknown): ScannerState {
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'absent' : 'failed'
}
