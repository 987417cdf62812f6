// A server and a clock for the outbox tests: answers what the test says, writes down what it heard.
import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'

import type { Problem } from '../../src/api/client'
import { openStore } from '../../src/offline/database'
import type { Store } from '../../src/offline/items'
import { Outbox, type NewItem } from '../../src/offline/outbox'

export const problem = (status: number, extra: Partial<Problem> = {}): Problem =>
  ({ code: `s${status}`, title: '', detail: '', status, ...extra })

export class World {
  heard: string[] = []
  bodies: Record<string, unknown>[] = []
  failWith: Problem | undefined
  failPhotos: Problem | undefined
  reachable = true
  time = 1_000_000
  inFlight = 0
  mostInFlight = 0
  private waiting: (() => void) | undefined
  private missing = new Map<string, string[]>()
  store!: Store

  async open(): Promise<Outbox> {
    indexedDB = new IDBFactory()
    return this.restart()
  }

  /** The page is closed and opened again: the same storage, a new outbox. */
  async restart(pageSession = 'page-1'): Promise<Outbox> {
    this.store = await openStore()
    return new Outbox(this.store, {
      now: () => this.time,
      tick: () => this.time,
      wait: (run) => { this.waiting = run },
      pageSession,
      serverAnswers: async () => (this.heard.push('probe'), this.reachable),
      sendFact: ({ body, path }) => this.answer(`POST ${path}`, () => {
        const fact = body as { id: string; photos: { sha256: string }[] }
        this.bodies.push(body as Record<string, unknown>)
        if (this.failWith) return { ok: false, problem: this.failWith }
        if (!this.missing.has(fact.id)) this.missing.set(fact.id, fact.photos.map((photo) => photo.sha256))
        const value = { id: fact.id, photos_missing: [...this.missing.get(fact.id)!], upload_token: 'tok', pickup_code: 'PICKUP22' }
        return { ok: true, status: 201, value }
      }),
      sendPhoto: ({ path, sha256 }) => this.answer(`PUT ${sha256}`, () => {
        if (this.failPhotos) return { ok: false, problem: this.failPhotos }
        const id = path.split('/').pop()!
        const left = this.missing.get(id)!.filter((hash) => hash !== sha256)
        this.missing.set(id, left)
        return { ok: true, status: 201, value: { photos_missing: [...left] } }
      }),
    })
  }

  /** Lets the timer that the outbox asked for ring. */
  async later(milliseconds: number, outbox: Outbox): Promise<void> {
    this.time += milliseconds
    this.waiting?.()
    await outbox.flush()
  }

  private async answer<T>(what: string, reply: () => T): Promise<T> {
    this.heard.push(what)
    this.inFlight += 1
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight)
    await new Promise((resolve) => setTimeout(resolve, 1))
    this.inFlight -= 1
    return reply()
  }
}

export function report(id: string, photos: string[] = [], owner: string | null = null): NewItem {
  return {
    id, owner, title: '示范小学·东门', path: '/reports', photoPath: `/reports/${id}`,
    body: { id, danger: false, photos: photos.map((sha256) => ({ sha256 })) },
    photos: photos.map((sha256) => ({ sha256, type: 'image/jpeg', bytes: new ArrayBuffer(8) })),
  }
}
