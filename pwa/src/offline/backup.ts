// For phones that never get back online (WeChat on iOS may drop its storage): everything unsent in one file to pass on.
import type { OutboxItem, Store } from './items'

export async function backupFile(store: Store): Promise<Blob> {
  const items = await store.items()
  const content = { kind: 'xiaoanma-outbox', version: 1, items: await Promise.all(items.map((item) => withPhotos(item, store))) }
  return new Blob([JSON.stringify(content)], { type: 'application/json' })
}

async function withPhotos({ id, path, body, photos }: OutboxItem, store: Store) {
  const stored = await Promise.all(photos.map(({ sha256 }) => store.photo(sha256)))
  return {
    id, path, body,
    photos: stored.filter((photo) => photo !== undefined)
      .map(({ sha256, type, bytes }) => ({ sha256, type, base64: toBase64(bytes) })),
  }
}

function toBase64(bytes: ArrayBuffer): string {
  let text = ''
  new Uint8Array(bytes).forEach((byte) => { text += String.fromCharCode(byte) })
  return btoa(text)
}

export async function saveBackup(store: Store): Promise<void> {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await backupFile(store))
  link.download = `xiaoanma-${new Date().toISOString().slice(0, 16).replace(':', '')}.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
