// How many messages are unread, for the bell. Asked when the page comes into view and now and then while it is looked at.
import { useEffect, useState } from 'preact/hooks'

import { countUnread } from '../../api/inbox'

const EVERY_MS = 90_000
const MOST_SHOWN = 99

let unread = 0
const listeners = new Set<(count: number) => void>()

/** Every answer of the inbox says how many are left; it is told here. One that comes after signing out is nobody's. */
export function setUnread(count: number): void {
  if (listeners.size === 0) return
  unread = count
  listeners.forEach((listener) => listener(count))
}

async function refresh(): Promise<void> {
  if (document.hidden) return
  const result = await countUnread()
  if (result.ok) setUnread(result.value.unread)
}

/** The number as it was last told; whoever is signed in next begins at nothing. */
export function useUnread(): number {
  const [seen, setSeen] = useState(unread)
  useEffect(() => {
    listeners.add(setSeen)
    setSeen(unread)
    return () => {
      listeners.delete(setSeen)
      if (listeners.size === 0) unread = 0
    }
  }, [])
  return seen
}

/** Keep asking while the bell hangs there. */
export function useCounting(): void {
  useEffect(() => {
    void refresh()
    const timer = setInterval(refresh, EVERY_MS)
    document.addEventListener('visibilitychange', refresh)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', refresh)
    }
  }, [])
}

export const shownCount = (count: number): string => (count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count))
