// What lies in the phone's own storage.
import type { Problem } from '../api/client'
import type { FactAnswer } from '../api/types'

export interface StoredPhoto {
  sha256: string
  /** Bytes, not a Blob: old iOS loses Blobs that lie in IndexedDB. */
  bytes: ArrayBuffer
  type: string
}

export interface PhotoState { sha256: string; refused?: Problem }

export type ItemState = 'waiting' | 'paused' | 'refused'

export interface OutboxItem {
  id: string
  /** Who wrote it: an account id, or null for a stranger. It is never sent under another name. */
  owner: string | null
  /** Line to show while it waits, for example the place. */
  title: string
  path: string
  /** Photos go to `${photoPath}/photos/<sha256>`. */
  photoPath: string
  body: object
  photos: PhotoState[]
  state: ItemState
  attempts: number
  nextTryAt: number
  createdAt: number
  /** Which page session made it, and the monotonic milliseconds then. */
  madeIn: string
  madeAtTick: number
  answer?: FactAnswer
  problem?: Problem
}

/** What the server confirmed; kept so that a pickup code survives a closed page. */
export interface Receipt { id: string; owner: string | null; title: string; answer: FactAnswer; doneAt: number; lost: number }

export interface Store {
  /** False when the phone gives no storage and everything lives only as long as the page. */
  readonly lasting: boolean
  items(): Promise<OutboxItem[]>
  putItem(item: OutboxItem): Promise<void>
  /** Item and photos in one transaction: all or nothing. */
  addItem(item: OutboxItem, photos: StoredPhoto[]): Promise<void>
  /** Removes the item, photos that no other item needs, and writes the receipt, in one transaction. */
  finishItem(id: string, receipt: Receipt | null): Promise<void>
  photo(sha256: string): Promise<StoredPhoto | undefined>
  receipts(): Promise<Receipt[]>
  forgetReceipts(): Promise<void>
  readDraft<T>(key: string): Promise<T | undefined>
  writeDraft(key: string, value: unknown): Promise<void>
  dropDraft(key: string): Promise<void>
}
