// Moves made on site (submit, verify, a look back …) travel through the outbox: they survive a dead network and a closed page.
import type { CaseDetail } from '../../../api/cases'
import type { PhotoClaim } from '../../../api/types'
import { t } from '../../../i18n'
import { uuidv7 } from '../../../ids/uuidv7'
import { offline, type OutboxItem, type Store } from '../../../offline'
import { shown, type Draft } from '../../../offline/useDraft'
import type { PreparedPhoto } from '../../../photos/prepare'
import { placeLine } from '../CaseCard'

/** The body as it was sent; the form's own fields read it back. */
export type MoveDraft = Draft<Record<string, unknown>>

export interface QueuedMove {
  owner: string
  found: CaseDetail
  action: string
  fields: Record<string, unknown>
  photos: readonly PreparedPhoto[]
  /** The refused item that this one takes the place of. */
  replaces: string | undefined
}

export async function queueMove({ owner, found, action, fields, photos, replaces }: QueuedMove): Promise<void> {
  const { outbox } = await offline()
  const id = uuidv7()
  await outbox.add({
    id, owner, title: `${t(`action.${action}`)}·${placeLine(found)}`,
    path: `/cases/${found.id}/${action}`, photoPath: `/cases/${found.id}`,
    body: {
      id, version: found.version, occurred_at: new Date().toISOString(), ...fields,
      ...(photos.length > 0 && { photos: photos.map(({ sha256, taken_at }) => ({ sha256, taken_at })) }),
    },
    photos: photos.map(({ sha256, bytes, type }) => ({ sha256, bytes, type })),
  })
  if (replaces) await outbox.discard(replaces)
}

/** Typed text and photos of a move that was refused, to start from when it is made again. */
export async function draftOf(item: OutboxItem, store: Store): Promise<MoveDraft> {
  const { photos = [], ...body } = item.body as { photos?: PhotoClaim[] } & Record<string, unknown>
  const find = async ({ sha256, taken_at = '' }: PhotoClaim) => ({ taken_at, photo: await store.photo(sha256) })
  const stored = await Promise.all(photos.map(find))
  return {
    values: body,
    photos: stored.flatMap(({ photo, taken_at }) => (photo ? [shown({ ...photo, taken_at })] : [])),
  }
}
