// One sheet: from the server while it answers, else as this phone kept it; over it what still waits in the outbox.
import { useEffect, useMemo, useState } from 'preact/hooks'

import { readMySheets, readSheet, type SheetData } from '../../api/inspections'
import { isOffline, type Problem } from '../../api/client'
import { offline } from '../../offline'
import { useOutbox } from '../../offline/useOutbox'
import { useMe } from '../../session'
import { overlay, type SeenSheet } from './sheet'

const KEPT = 'inspection_sheet:'
const MINE = 'inspection_sheets'
const LOOK_AGAIN_MS = 12_000

export const keepSheet = async (sheet: SheetData) => (await offline()).store.writeDraft(KEPT + sheet.id, sheet)
const keptSheet = async (id: string) => (await offline()).store.readDraft<SheetData>(KEPT + id)

/** All my sheets, kept on this phone each time the server gives them: what one needs before leaving for a valley. */
export async function mySheets(): Promise<{ sheets: SheetData[]; problem?: Problem }> {
  const result = await readMySheets()
  const { store } = await offline()
  if (result.ok) {
    for (const sheet of result.value.items) await keepSheet(sheet)
    await store.writeDraft(MINE, result.value.items.map(({ id }) => id))
    return { sheets: result.value.items }
  }
  const ids = isOffline(result.problem) ? (await store.readDraft<string[]>(MINE)) ?? [] : []
  const kept = await Promise.all(ids.map(keptSheet))
  return { sheets: kept.filter((sheet) => sheet !== undefined), problem: result.problem }
}

export interface OpenSheet {
  sheet: SeenSheet | undefined
  problem: Problem | undefined
  /** What is shown was kept on this phone; the other one's answers may be missing. */
  old: boolean
  reload: () => Promise<void>
  become: (sheet: SheetData) => void
}

export function useSheet(id: string): OpenSheet {
  const me = useMe()
  const { items } = useOutbox()
  const [data, setData] = useState<SheetData>()
  const [problem, setProblem] = useState<Problem>()
  const become = (sheet: SheetData) => {
    setData(sheet)
    setProblem(undefined)
    void keepSheet(sheet)
  }
  const reload = async () => {
    const result = await readSheet(id)
    if (result.ok) return become(result.value)
    const kept = isOffline(result.problem) ? await keptSheet(id) : undefined
    setProblem(result.problem)
    if (kept) setData((before) => before ?? kept)
  }
  useEffect(() => {
    void reload()
    const timer = setInterval(() => void (document.hidden || reload()), LOOK_AGAIN_MS)
    let stop: (() => void) | undefined
    void offline().then(({ outbox }) => { stop = outbox.whenDone(() => void reload()) })
    return () => {
      clearInterval(timer)
      stop?.()
    }
  }, [id])
  const who = { id: me.account.id, name: me.account.display_name, unit: me.account.unit?.name ?? '' }
  const sheet = useMemo(() => data && overlay(data, items, who), [data, items])
  return { sheet, problem: data && problem && isOffline(problem) ? undefined : problem, old: Boolean(data && problem), reload, become }
}
