// The queue between the phone and the server. Its promises are the test names in tests/offline/outbox.test.ts.
import { deliver, type Outcome, type Wire } from './deliver'
import type { OutboxItem, Receipt, Store, StoredPhoto } from './items'

export interface Surroundings extends Wire {
  serverAnswers(): Promise<boolean>
  now(): number
  /** Monotonic milliseconds of this page session. */
  tick(): number
  wait(run: () => void, milliseconds: number): void
  pageSession: string
}

export interface NewItem {
  id: string
  owner: string | null
  title: string
  path: string
  photoPath: string
  body: object
  photos: StoredPhoto[]
}

export interface OutboxView {
  items: OutboxItem[]
  sending: boolean
  /** False: this phone keeps nothing, the page must stay open. */
  lasting: boolean
}

export const FIRST_WAIT = 5_000
export const LONGEST_WAIT = 5 * 60_000

export function backOff(attempts: number, askedSeconds = 0): number {
  const doubled = FIRST_WAIT * 2 ** Math.max(0, attempts - 1)
  return Math.max(Math.min(doubled, LONGEST_WAIT), askedSeconds * 1000)
}

export class Outbox {
  private account: string | null = null
  private running: Promise<void> | undefined
  private wanted: { force: boolean } | undefined
  private listeners = new Set<(view: OutboxView) => void>()
  private doneListeners = new Set<(receipt: Receipt) => void>()

  constructor(private readonly store: Store, private readonly world: Surroundings) {}

  /** Who is signed in now (told at the start and after signing in); items of other people stay. Wakes paused items of one's own. */
  async actAs(account: string | null): Promise<void> {
    this.account = account
    for (const item of await this.store.items()) {
      if (item.state === 'paused' && item.owner === account) await this.store.putItem({ ...item, state: 'waiting', nextTryAt: 0 })
    }
    await this.flush(true)
  }

  /** Safe on the phone when this resolves; sending starts at once but is not waited for. */
  async add({ photos, ...item }: NewItem): Promise<void> {
    await this.store.addItem({
      ...item, photos: photos.map(({ sha256 }) => ({ sha256 })), state: 'waiting', attempts: 0, nextTryAt: 0,
      createdAt: this.world.now(), madeIn: this.world.pageSession, madeAtTick: this.world.tick(),
    }, photos)
    await this.tell()
    void this.flush()
  }

  /** Send what is due, one after the other. `force`: the user pressed, do not wait for the back-off. */
  flush(force = false): Promise<void> {
    if (this.running) this.wanted = { force: force || this.wanted?.force === true }
    this.running ??= this.run(force).finally(() => this.rest())
    return this.running
  }

  /** Give up an item that the server refused; the caller has asked the user. */
  async discard(id: string): Promise<void> {
    await this.store.finishItem(id, null)
    await this.tell()
  }

  /** Answer a question that the server asked about a refused item, and send it again; what was written stays as it was. */
  async answer(id: string, more: object): Promise<void> {
    const item = (await this.store.items()).find((each) => each.id === id)
    if (!item) return
    const { problem: _asked, ...rest } = item
    await this.store.putItem({ ...rest, body: { ...item.body, ...more }, state: 'waiting', nextTryAt: 0, attempts: 0 })
    await this.flush(true)
  }

  watch(listener: (view: OutboxView) => void): () => void {
    this.listeners.add(listener)
    void this.tell()
    return () => this.listeners.delete(listener)
  }

  whenDone(listener: (receipt: Receipt) => void): () => void {
    this.doneListeners.add(listener)
    return () => this.doneListeners.delete(listener)
  }

  /** Something may have been added while the last item was on its way. */
  private rest(): Promise<void> {
    const { wanted } = this
    this.running = this.wanted = undefined
    return wanted ? this.flush(wanted.force) : this.tell()
  }

  private async run(force: boolean): Promise<void> {
    const tried = new Set<string>()
    for (;;) {
      const item = (await this.due(force)).find((each) => !tried.has(each.id))
      if (!item) break
      tried.add(item.id)
      await this.tell(true)
      if (item.attempts > 0 && !(await this.world.serverAnswers())) {
        await this.again(item, undefined)
        break
      }
      if (!(await this.tryOne(item))) break
    }
    await this.sleepUntilDue()
  }

  private async due(force: boolean): Promise<OutboxItem[]> {
    const mine = (await this.store.items()).filter((item) => item.owner === null || item.owner === this.account)
    const ready = mine.filter((item) => item.state === 'waiting' && (force || item.nextTryAt <= this.world.now()))
    return ready.sort((a, b) => a.createdAt - b.createdAt)
  }

  /** True: go on with the next one. */
  private async tryOne(item: OutboxItem): Promise<boolean> {
    item.attempts += 1
    await this.store.putItem(item)
    const outcome = await deliver(item, this.store, this.world, this.transport(item))
    if (outcome.kind === 'done') await this.finish(item)
    else if (outcome.kind === 'again') await this.again(item, outcome)
    else await this.store.putItem({ ...item, state: outcome.kind === 'sign_in' ? 'paused' : 'refused', problem: outcome.problem })
    // No network: the others would fail the same way. A server that stumbles over one may still take the next.
    return outcome.kind === 'done' || outcome.problem.status !== 0
  }

  private transport(item: OutboxItem) {
    // A visit is judged by its time too: the server compares the phone's clock with its own.
    const clock = item.path === '/visits' ? { phone_now: new Date(this.world.now()).toISOString() } : {}
    const attempt = item.attempts
    if (item.madeIn !== this.world.pageSession) return { attempt, ...clock }
    return { attempt, ...clock, seconds_since: Math.round((this.world.tick() - item.madeAtTick) / 100) / 10 }
  }

  private async finish(item: OutboxItem): Promise<void> {
    if (!item.answer) return
    const lost = item.photos.filter((photo) => photo.refused).length
    const { id, owner, title, answer } = item
    const receipt = { id, owner, title, answer, doneAt: this.world.now(), lost }
    await this.store.finishItem(id, receipt)
    this.doneListeners.forEach((listener) => listener(receipt))
  }

  private async again(item: OutboxItem, outcome: Exclude<Outcome, { kind: 'done' }> | undefined): Promise<void> {
    const wait = backOff(item.attempts, outcome?.problem.retry_after)
    const problem = outcome?.problem ?? item.problem
    await this.store.putItem({ ...item, nextTryAt: this.world.now() + wait, ...(problem && { problem }) })
  }

  private async sleepUntilDue(): Promise<void> {
    const waiting = (await this.store.items()).filter((item) => item.state === 'waiting' && item.nextTryAt > 0)
    const mine = waiting.filter((item) => item.owner === null || item.owner === this.account)
    if (!mine.length) return
    const next = Math.min(...mine.map((item) => item.nextTryAt))
    this.world.wait(() => void this.flush(), Math.max(1_000, next - this.world.now()))
  }

  private async tell(sending = this.running !== undefined): Promise<void> {
    const view = { items: await this.store.items(), sending, lasting: this.store.lasting }
    this.listeners.forEach((listener) => listener(view))
  }
}
