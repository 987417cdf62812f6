// One item, one try: the fact first, then its photos one by one. Says what became of it; the queue decides when again.
import type { FactToSend, PhotoToSend } from '../api/facts'
import type { Problem, Result } from '../api/client'
import type { FactAnswer } from '../api/types'
import type { OutboxItem, Store } from './items'

export interface Wire {
  sendFact(fact: FactToSend): Promise<Result<FactAnswer>>
  sendPhoto(photo: PhotoToSend): Promise<Result<{ photos_missing: string[] }>>
}

export type Outcome = { kind: 'done' } | { kind: 'again' | 'sign_in' | 'refused'; problem: Problem }

/** Facts about this try that are not part of the compared content. */
export interface Transport { attempt: number; seconds_since?: number; phone_now?: string }

export async function deliver(item: OutboxItem, store: Store, wire: Wire, transport: Transport): Promise<Outcome> {
  if (!item.answer) {
    const sent = await wire.sendFact({ path: item.path, body: { ...item.body, ...transport }, owner: item.owner })
    if (!sent.ok) return failure(sent.problem)
    item.answer = sent.value
    await store.putItem(item)
  }
  for (const photo of item.photos) {
    const missing = item.answer.photos_missing.includes(photo.sha256)
    if (!missing || photo.refused) continue
    const outcome = await deliverPhoto(item, photo.sha256, store, wire)
    if (outcome.kind === 'refused') photo.refused = outcome.problem
    await store.putItem(item)
    if (outcome.kind === 'again' || outcome.kind === 'sign_in') return outcome
  }
  return { kind: 'done' }
}

async function deliverPhoto(item: OutboxItem, sha256: string, store: Store, wire: Wire): Promise<Outcome> {
  const photo = await store.photo(sha256)
  const answer = item.answer
  if (!photo || !answer) return { kind: 'refused', problem: LOST }
  const sent = await wire.sendPhoto({
    ...photo, path: item.photoPath, token: answer.upload_token, anonymous: isAnonymous(item),
  })
  if (sent.ok) {
    answer.photos_missing = sent.value.photos_missing
    return { kind: 'done' }
  }
  if (isAnonymous(item) && (sent.problem.status === 401 || sent.problem.status === 403)) return renewToken(item, sent.problem)
  return failure(sent.problem)
}

/** The upload token ran out: telling the same fact again is free and brings a new one. */
function renewToken(item: OutboxItem, problem: Problem): Outcome {
  delete item.answer
  return { kind: 'again', problem }
}

function failure(problem: Problem): Outcome {
  if (problem.status === 401) return { kind: 'sign_in', problem }
  const passing = problem.status === 0 || problem.status >= 500 || [408, 425, 429].includes(problem.status)
  return { kind: passing ? 'again' : 'refused', problem }
}

function isAnonymous(item: OutboxItem): boolean {
  return item.owner === null
}

const LOST: Problem = { code: 'photo_lost', title: '', detail: '', status: -1 }
