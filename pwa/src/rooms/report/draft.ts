// What somebody has typed but not sent: kept after every change, never sent by itself.
import type { Position } from '../../api/types'
import { uuidv7 } from '../../ids/uuidv7'
import { offline } from '../../offline'
import type { PreparedPhoto } from '../../photos/prepare'

export interface Draft {
  /** The report's id from the first tap on: sent twice it is still one report. */
  id: string
  danger: boolean
  tile: string
  note: string
  photos: PreparedPhoto[]
  position?: Position
  joins?: string
}

export const emptyDraft = (): Draft => ({ id: uuidv7(), danger: false, tile: '', note: '', photos: [] })

const key = (code: string) => `report:${code}`

export async function loadDraft(code: string): Promise<Draft | undefined> {
  const draft = await (await offline()).store.readDraft<Draft>(key(code))
  if (!draft || !(draft.note || draft.photos.length)) return undefined
  const photos = draft.photos.map((photo) => ({ ...photo, url: URL.createObjectURL(new Blob([photo.bytes], { type: photo.type })) }))
  return { ...draft, photos }
}

export async function saveDraft(code: string, draft: Draft): Promise<void> {
  await (await offline()).store.writeDraft(key(code), draft)
}

export async function dropDraft(code: string): Promise<void> {
  await (await offline()).store.dropDraft(key(code))
}
