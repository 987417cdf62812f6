import { useEffect, useState } from 'preact/hooks'

import { offline } from './index'
import type { OutboxView } from './outbox'

const NOTHING: OutboxView = { items: [], sending: false, lasting: true }

/** The outbox as it is now, again after each change. */
export function useOutbox(): OutboxView {
  const [view, setView] = useState(NOTHING)
  useEffect(() => {
    let stop: (() => void) | undefined
    let gone = false
    void offline().then(({ outbox }) => {
      if (!gone) stop = outbox.watch(setView)
    })
    return () => {
      gone = true
      stop?.()
    }
  }, [])
  return view
}
