// A question from below, within the thumb's reach. Closed by its own button or by Escape; no swipe needed.
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

import { Button } from './Button'

export function Sheet({ title, closeLabel, onClose, children }: {
  title: string; closeLabel: string; onClose: () => void; children: ComponentChildren
}) {
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    box.current?.focus()
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && onClose()
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
      before?.focus()
    }
  }, [])
  return (
    <>
      <div class="sheet-back" onClick={onClose} />
      <section class="sheet appear" role="dialog" aria-modal="true" aria-label={title} tabIndex={-1} ref={box}>
        <header><h2>{title}</h2></header>
        {children}
        <Button look="quiet" onPress={onClose}>{closeLabel}</Button>
      </section>
    </>
  )
}
