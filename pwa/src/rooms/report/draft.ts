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
  phone?: string
}

export const emptyDraft = (): Draft => ({ id: uuidv7(), danger: false, tile: '', note: '', photos: [] })

const wordsKey = (code: string) => `report:${code}`
const photosKey = (code: string) => `report:${code}:photos`

export async function loadDraft(code: string): Promise<Draft | undefined> {
  const { store } = await offline()
  const words = await store.readDraft<Omit<Draft, 'photos'>>(wordsKey(code))
  const kept = await store.readDraft<PreparedPhoto[]>(photosKey(code)) ?? []
  if (!words || !(words.note || kept.length)) return undefined
  const photos = kept.map((photo) => ({ ...photo, url: URL.createObjectURL(new Blob([photo.bytes], { type: photo.type })) }))
  return { ...words, photos }
}

/** After every letter; the photos, a megabyte, only when they have changed. */
export async function saveDraft(code: string, { photos, ...words }: Draft, photosChanged: boolean): Promise<void> {
  const { store } = await offline()
  await store.writeDraft(wordsKey(code), words)
  if (photosChanged) await store.writeDraft(photosKey(code), photos)
}

export async function dropDraft(code: string): Promise<void> {
  const { store } = await offline()
  await store.dropDraft(wordsKey(code))
  await store.dropDraft(photosKey(code))
}
