// The ledger by keyboard. Nothing is heard while somebody writes or answers a dialog.
import { useEffect, useRef } from 'preact/hooks'

import { useKept } from './kept'

export interface KeyActions { step: (by: number) => void; enter: () => void; escape: () => void; help: () => void }
export interface Keys { single: boolean; setSingle: (on: boolean) => void }

const WRITING = 'input, textarea, select, [contenteditable]'
const ACTING = 'a, button, .drawer'

/** What a key asks for; undefined leaves it to the browser. `target`: where the focus is. */
export function meant(key: string, target: Element | null, single: boolean): keyof KeyActions | 'next' | 'previous' | 'search' | undefined {
  const elsewhere = target?.closest(ACTING)
  if (target?.closest(WRITING)) return undefined
  if (key === 'Escape') return 'escape'
  if (key === 'Enter') return elsewhere ? undefined : 'enter'
  if (key === 'ArrowDown') return target?.closest('.drawer') ? undefined : 'next'
  if (key === 'ArrowUp') return target?.closest('.drawer') ? undefined : 'previous'
  if (!single) return undefined
  return ({ j: 'next', k: 'previous', '/': 'search', '?': 'help' } as const)[key]
}

export function useKeys(actions: KeyActions, accountId: string): Keys {
  const [off, setOff] = useKept<boolean>(`xiaoanma.keys_off.${accountId}`, false)
  const latest = useRef(actions)
  latest.current = actions
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (document.querySelector('[role=dialog][aria-modal=true]')) return
      const what = meant(event.key, event.target as Element | null, !off)
      if (!what) return
      event.preventDefault()
      if (what === 'next') latest.current.step(1)
      else if (what === 'previous') latest.current.step(-1)
      else if (what === 'search') document.querySelector<HTMLInputElement>('.search input')?.focus()
      else latest.current[what as 'enter' | 'escape' | 'help']()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [off])
  return { single: !off, setSingle: (on) => setOff(!on) }
}
