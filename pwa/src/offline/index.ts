// One outbox a page: the phone's storage, the real wire, and the moments at which trying again makes sense.
import { sendFact, sendPhoto } from '../api/facts'
import { serverAnswers } from '../api/client'
import { uuidv7 } from '../ids/uuidv7'
import { openStore } from './database'
import type { Store } from './items'
import { memoryStore } from './memory'
import { Outbox } from './outbox'

export type { OutboxItem, Receipt, Store, StoredPhoto } from './items'
export type { NewItem, Outbox, OutboxView } from './outbox'

export interface Offline { store: Store; outbox: Outbox }

let opened: Promise<Offline> | undefined

export function offline(): Promise<Offline> {
  opened ??= open()
  return opened
}

const PATIENCE_MS = 4_000

/** Safari 14 sometimes never answers the first open: then this page works from memory and says so. */
const tooLong = () => new Promise<never>((_, reject) => setTimeout(reject, PATIENCE_MS))

async function open(): Promise<Offline> {
  const store = await Promise.race([openStore(), tooLong()]).catch(() => memoryStore())
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = (run: () => void, milliseconds: number) => {
    clearTimeout(timer)
    timer = setTimeout(run, milliseconds)
  }
  const outbox = new Outbox(store, {
    sendFact, sendPhoto, serverAnswers, wait, now: Date.now, tick: () => performance.now(), pageSession: uuidv7(),
  })
  // `online` only says that it may be worth asking; the outbox asks the server itself.
  addEventListener('online', () => void outbox.flush(true))
  addEventListener('pageshow', () => void outbox.flush())
  document.addEventListener('visibilitychange', () => document.hidden || void outbox.flush())
  return { store, outbox }
}
