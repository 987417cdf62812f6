// The ledger page by page: the first one for a set of filters, then more by the server's cursor.
import { useEffect, useRef, useState } from 'preact/hooks'

import { readCases } from '../../api/cases'
import type { Problem } from '../../api/client'
import type { CaseSummary } from '../../api/types'
import { askedOf, writeFilters, type Filters } from './filters'
import { recallList, rememberList } from './list_memory'

interface State { items: CaseSummary[] | undefined; next: string | null; problem: Problem | undefined; busy: boolean }

const NOTHING: State = { items: undefined, next: null, problem: undefined, busy: true }

export type CaseList = ReturnType<typeof useCaseList>

export function useCaseList(filters: Filters) {
  const search = writeFilters(filters)
  const [state, setState] = useState<State>(NOTHING)
  const asked = useRef(search)
  const latest = useRef(state)
  latest.current = state

  const load = async (cursor?: string) => {
    asked.current = search
    setState((before) => ({ ...before, busy: true, problem: undefined }))
    const result = await readCases({ ...askedOf(filters), ...(cursor && { cursor }) })
    if (asked.current !== search) return
    if (!result.ok) return setState((before) => ({ ...before, busy: false, problem: result.problem }))
    const { items, next } = result.value
    setState((before) => ({ items: cursor ? [...before.items ?? [], ...items] : items, next, problem: undefined, busy: false }))
  }

  useEffect(() => {
    const kept = recallList(search)
    if (kept) {
      asked.current = search
      setState({ items: kept.items, next: kept.next, problem: undefined, busy: false })
      requestAnimationFrame(() => scrollTo(0, kept.scroll))
    } else {
      setState(NOTHING)
      void load()
    }
    // The place on the page is read while the page is still as it was: at the press that leads away.
    let scroll = 0
    const look = () => { scroll = scrollY }
    document.addEventListener('click', look, true)
    return () => {
      document.removeEventListener('click', look, true)
      const { items, next } = latest.current
      if (items) rememberList({ search, items, next, scroll, at: Date.now() })
    }
  }, [search])

  /** One case has changed: it shows as it stands now, in its old place. */
  const patch = (changed: CaseSummary) => setState((before) => ({
    ...before, items: before.items?.map((item) => (item.id === changed.id ? { ...item, ...changed } : item)),
  }))
  return { ...state, reload: () => load(), more: () => load(state.next ?? undefined), patch }
}
