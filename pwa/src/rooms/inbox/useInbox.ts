// My messages page by page: the newest again whenever the page comes into view, older ones by the server's cursor.
import { useEffect, useRef, useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { markAllRead, markRead, readInbox, type InboxItem } from '../../api/inbox'
import { setUnread } from './unread'

interface State { items: InboxItem[] | undefined; next: string | null; problem: Problem | undefined; busy: boolean }

const NOTHING: State = { items: undefined, next: null, problem: undefined, busy: true }

const asRead = (item: InboxItem): InboxItem => (item.read_at ? item : { ...item, read_at: new Date().toISOString() })

export function useInbox() {
  const [state, setState] = useState<State>(NOTHING)
  const wentOn = useRef(false)

  const load = async (cursor?: string) => {
    setState((before) => ({ ...before, busy: true, problem: undefined }))
    const result = await readInbox(cursor)
    if (!result.ok) return setState((before) => ({ ...before, busy: false, problem: result.problem }))
    const { items, next, unread } = result.value
    setUnread(unread)
    wentOn.current = Boolean(cursor)
    setState((before) => ({ items: cursor ? [...before.items ?? [], ...items] : items, next, problem: undefined, busy: false }))
  }

  /** The message is opened at once; that it was read is told to the server meanwhile. */
  const open = async (id: string) => {
    const result = await markRead(id)
    if (!result.ok) return
    setUnread(result.value.unread)
    setState((before) => ({ ...before, items: before.items?.map((item) => (item.id === id ? asRead(item) : item)) }))
  }

  const readAll = async () => {
    const newest = state.items?.[0]
    if (!newest) return
    setState((before) => ({ ...before, busy: true, problem: undefined }))
    const result = await markAllRead(newest.created_at)
    if (!result.ok) return setState((before) => ({ ...before, busy: false, problem: result.problem }))
    setUnread(result.value.unread)
    setState((before) => ({ ...before, busy: false, items: before.items?.map(asRead) }))
  }

  useEffect(() => {
    void load()
    // Whoever reads further back keeps the place; the bell tells of what is new.
    const onShow = () => void (document.hidden || wentOn.current || load())
    document.addEventListener('visibilitychange', onShow)
    return () => document.removeEventListener('visibilitychange', onShow)
  }, [])

  return { ...state, open, readAll, reload: () => load(), more: () => load(state.next ?? undefined) }
}
