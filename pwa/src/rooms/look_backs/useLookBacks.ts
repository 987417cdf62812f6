// The list page by page: the first one for a set of filters, then more by the server's cursor.
import { useEffect, useRef, useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { readLookBacks, type LookBack } from '../../api/look_backs'
import { askedOf, writeFilters, type LookBackFilters } from './look_backs'

interface State { items: LookBack[] | undefined; next: string | null; problem: Problem | undefined; busy: boolean }

const NOTHING: State = { items: undefined, next: null, problem: undefined, busy: true }

export function useLookBacks(filters: LookBackFilters) {
  const search = writeFilters(filters)
  const [state, setState] = useState<State>(NOTHING)
  const asked = useRef(search)
  const load = async (cursor = '') => {
    asked.current = search
    setState((before) => ({ ...before, busy: true, problem: undefined }))
    const result = await readLookBacks({ ...askedOf(filters), cursor })
    if (asked.current !== search) return
    if (!result.ok) return setState((before) => ({ ...before, busy: false, problem: result.problem }))
    const { items, next } = result.value
    setState((before) => ({ items: cursor ? [...before.items ?? [], ...items] : items, next, problem: undefined, busy: false }))
  }
  useEffect(() => {
    setState(NOTHING)
    void load()
  }, [search])
  return { ...state, reload: () => load(), more: () => load(state.next ?? '') }
}
