// What somebody has typed into a form but not sent, with its photos: kept after every change, back after a closed page.
import { useEffect, useRef, useState } from 'preact/hooks'

import type { PreparedPhoto } from '../photos/prepare'
import { offline } from './index'

export interface Draft<T> { values: T; photos: PreparedPhoto[] }

export interface KeptDraft<T> extends Draft<T> {
  /** False until the phone's storage has answered: do not draw the form before. */
  ready: boolean
  restored: boolean
  change: (values: Partial<T>) => void
  changePhotos: (photos: PreparedPhoto[]) => void
  drop: () => Promise<void>
}

/** `given` wins over what is kept: the caller wants to start from it (a move that was refused). */
export function useDraft<T extends object>(key: string, empty: T, given?: Draft<T>): KeptDraft<T> {
  const [state, setState] = useState({ draft: given ?? { values: empty, photos: [] }, ready: Boolean(given), restored: false })
  const latest = useRef(state.draft)
  const dropped = useRef(false)
  useEffect(() => {
    if (given) return
    void offline().then(async ({ store }) => {
      const kept = await store.readDraft<Draft<T>>(key)
      if (kept) latest.current = { values: { ...empty, ...kept.values }, photos: kept.photos.map(shown) }
      setState({ draft: latest.current, ready: true, restored: Boolean(kept) })
    })
  }, [key])
  const keep = (draft: Draft<T>) => {
    latest.current = draft
    setState((before) => ({ ...before, draft }))
    void offline().then(async ({ store }) => { if (!dropped.current) await store.writeDraft(key, draft) })
  }
  return {
    ...state.draft,
    ready: state.ready,
    restored: state.restored,
    change: (values) => keep({ ...latest.current, values: { ...latest.current.values, ...values } }),
    changePhotos: (photos) => keep({ ...latest.current, photos }),
    drop: async () => {
      dropped.current = true
      await (await offline()).store.dropDraft(key)
    },
  }
}

/** An object URL dies with its page; the bytes live on. */
export function shown<P extends Pick<PreparedPhoto, 'bytes' | 'type'>>(photo: P): P & { url: string } {
  return { ...photo, url: URL.createObjectURL(new Blob([photo.bytes], { type: photo.type })) }
}
