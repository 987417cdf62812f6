// Behind a plate lies its page. On a round it is the visit's sheet in the app, which also opens without network.
import { serverAnswers } from '../../api/client'
import type { Today } from '../../api/patrols'
import { offline } from '../../offline'
import { dayKey, type Kept } from '../../offline/kept'
import { navigate } from '../../router'

export async function openPlate(code: string, walker: string | null, via: 'page_scan' | 'typed'): Promise<void> {
  if (walker !== null && ((await onRound(code, walker)) || !(await serverAnswers()))) {
    return navigate(`/app/patrol/visit?code=${code}&via=${via}`, { replace: true })
  }
  location.assign(`/c/${code}`)
}

async function onRound(code: string, walker: string): Promise<boolean> {
  const kept = await (await offline()).store.readDraft<Kept<Today>>(dayKey(walker))
  return kept?.value.runs.some(({ points }) => points.some(({ codes }) => codes.includes(code))) ?? false
}
