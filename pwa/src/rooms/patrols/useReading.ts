// One position, read once when the screen opens: by the time somebody presses, it usually is there.
import { useEffect, useRef, useState } from 'preact/hooks'

import { readPosition, type Reading } from '../../position/locate'

const PATIENCE_MS = 4_000

export function useReading(wanted = true) {
  const asked = useRef<Promise<Reading> | undefined>(undefined)
  const [reading, setReading] = useState<Reading>()
  const read = () => {
    asked.current = readPosition()
    void asked.current.then(setReading)
  }
  useEffect(() => { if (wanted) read() }, [wanted])
  /** What there is when a person presses: never more than four seconds of waiting. */
  const atPress = async (): Promise<Reading> => {
    if (!asked.current) return { state: 'unavailable' }
    const patience = new Promise<Reading>((resolve) => { setTimeout(() => resolve({ state: 'timeout' }), PATIENCE_MS) })
    return Promise.race([asked.current, patience])
  }
  return { reading, read, atPress }
}
