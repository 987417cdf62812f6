// Today's rounds, from the server or, without network, as they were when it last answered; with what still waits to be sent.
import { useEffect, useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { readToday, type Today } from '../../api/patrols'
import { dayText } from '../../i18n/dates'
import { offline } from '../../offline'
import { dayKey, freshOrKept, type Kept } from '../../offline/kept'
import { useOutbox } from '../../offline/useOutbox'
import { useMe } from '../../session'
import { unsentVisits, type Unsent } from './day'

export interface Day {
  today: Today | undefined
  /** When it was read, if not just now: the screen says how old it is. */
  oldSince: number | undefined
  problem: Problem | undefined
  unsent: Unsent
  reload: () => Promise<void>
}

export function useDay(): Day {
  const me = useMe()
  const view = useOutbox()
  const [kept, setKept] = useState<Kept<Today>>()
  const [problem, setProblem] = useState<Problem>()
  const reload = async () => {
    const { store } = await offline()
    const read = await freshOrKept(store, dayKey(me.account.id), readToday)
    setKept(ofToday(read.kept))
    setProblem(read.result.ok ? undefined : read.result.problem)
  }
  useEffect(() => {
    void reload()
    const onShow = () => void (document.hidden || reload())
    document.addEventListener('visibilitychange', onShow)
    let stop: (() => void) | undefined
    void offline().then(({ outbox }) => { stop = outbox.whenDone(() => void reload()) })
    return () => {
      document.removeEventListener('visibilitychange', onShow)
      stop?.()
    }
  }, [])
  return { today: kept?.value, oldSince: problem && kept?.readAt, problem, unsent: unsentVisits(view.items), reload }
}

/** Yesterday's rounds are no plan for today. */
function ofToday(kept: Kept<Today> | undefined): Kept<Today> | undefined {
  return kept?.value.date === dayText(new Date()) ? kept : undefined
}
