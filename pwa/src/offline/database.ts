// The only IndexedDB of the app.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'

import type { OutboxItem, Receipt, Store, StoredPhoto } from './items'

interface Schema extends DBSchema {
  outbox: { key: string; value: OutboxItem }
  photos: { key: string; value: StoredPhoto }
  receipts: { key: string; value: Receipt }
  drafts: { key: string; value: unknown }
}

const RECEIPTS_KEPT = 20

export async function openStore(name = 'xiaoanma'): Promise<Store> {
  const db = await openDB<Schema>(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('outbox', { keyPath: 'id' })
      fresh.createObjectStore('photos', { keyPath: 'sha256' })
      fresh.createObjectStore('receipts', { keyPath: 'id' })
      fresh.createObjectStore('drafts')
    },
    // Another tab wants a newer layout: step aside, it holds the same data.
    blocking: (_from, _to, event) => (event.target as IDBDatabase).close(),
  })
  return {
    lasting: true,
    items: () => db.getAll('outbox'),
    putItem: (item) => replace(db, item),
    addItem: (item, photos) => add(db, item, photos),
    finishItem: (id, receipt) => finish(db, id, receipt),
    photo: (sha256) => db.get('photos', sha256),
    receipts: async () => (await db.getAll('receipts')).sort((a, b) => b.doneAt - a.doneAt),
    forgetReceipts: () => db.clear('receipts'),
    readDraft: async <T>(key: string) => (await db.get('drafts', key)) as T | undefined,
    writeDraft: async (key, value) => void (await db.put('drafts', value, key)),
    dropDraft: (key) => db.delete('drafts', key),
  }
}

/** Never brings back what another tab has finished or the user has discarded. */
async function replace(db: IDBPDatabase<Schema>, item: OutboxItem): Promise<void> {
  const tx = db.transaction('outbox', 'readwrite')
  if (await tx.store.getKey(item.id)) void tx.store.put(item)
  await tx.done
}

async function add(db: IDBPDatabase<Schema>, item: OutboxItem, photos: StoredPhoto[]): Promise<void> {
  const tx = db.transaction(['outbox', 'photos'], 'readwrite')
  for (const photo of photos) void tx.objectStore('photos').put(photo)
  void tx.objectStore('outbox').put(item)
  await tx.done
}

async function finish(db: IDBPDatabase<Schema>, id: string, receipt: Receipt | null): Promise<void> {
  const tx = db.transaction(['outbox', 'photos', 'receipts'], 'readwrite')
  const items = await tx.objectStore('outbox').getAll()
  const needed = new Set(items.filter((item) => item.id !== id).flatMap(hashes))
  const gone = items.filter((item) => item.id === id).flatMap(hashes).filter((hash) => !needed.has(hash))
  for (const hash of gone) void tx.objectStore('photos').delete(hash)
  void tx.objectStore('outbox').delete(id)
  if (receipt) void tx.objectStore('receipts').put(receipt)
  const kept = (await tx.objectStore('receipts').getAll()).sort((a, b) => b.doneAt - a.doneAt)
  for (const old of kept.slice(RECEIPTS_KEPT)) void tx.objectStore('receipts').delete(old.id)
  await tx.done
}

function hashes(item: OutboxItem): string[] {
  return item.photos.map((photo) => photo.sha256)
}
