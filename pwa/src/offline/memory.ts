// Stands in when the phone gives no IndexedDB (some private modes, a full disk): lasts as long as the page, and says so.
import type { OutboxItem, Receipt, Store, StoredPhoto } from './items'

export function memoryStore(): Store {
  const outbox = new Map<string, OutboxItem>()
  const photos = new Map<string, StoredPhoto>()
  const receipts = new Map<string, Receipt>()
  const drafts = new Map<string, unknown>()
  return {
    lasting: false,
    items: async () => Array.from(outbox.values()),
    putItem: async (item) => void outbox.set(item.id, item),
    addItem: async (item, added) => {
      added.forEach((photo) => photos.set(photo.sha256, photo))
      outbox.set(item.id, item)
    },
    finishItem: async (id, receipt) => {
      outbox.delete(id)
      if (receipt) receipts.set(id, receipt)
    },
    photo: async (sha256) => photos.get(sha256),
    receipts: async () => Array.from(receipts.values()).reverse(),
    forgetReceipts: async () => receipts.clear(),
    readDraft: async <T>(key: string) => drafts.get(key) as T | undefined,
    writeDraft: async (key, value) => void drafts.set(key, value),
    dropDraft: async (key) => void drafts.delete(key),
  }
}
