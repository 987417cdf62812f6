// Camera on, look a few times a second, camera off when the screen goes. Never required: every failure has a name.
import { useEffect, useRef, useState } from 'preact/hooks'

import { hasCamera, openCamera, stopCamera, troubleOf, type CameraTrouble } from '../../photos/camera'
import { openDetector, type Detector } from './detector'

export type ScannerState = 'starting' | 'looking' | CameraTrouble

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
      if (!hasCamera()) return setState('absent')
      stream = await openCamera(1280, 720)
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
    run().catch((error: unknown) => over || setState(troubleOf(error)))
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

async function look(
  screen: HTMLVideoElement, detector: Detector, tell: (text: string) => void, over: () => boolean,
): Promise<void> {
  while (!over()) {
    const [found] = document.hidden ? [] : await detector.detect(screen)
    if (found && !over()) tell(found.rawValue)
    await new Promise((resolve) => { setTimeout(resolve, PAUSE_MS) })
  }
}
