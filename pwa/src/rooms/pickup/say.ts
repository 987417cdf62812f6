// What a reporter says later goes the way of a report: safe on the phone first, sent as soon as there is a network.
import type { Answer, Pickup } from '../../api/types'
import { t } from '../../i18n'
import { uuidv7 } from '../../ids/uuidv7'
import { offline, type OutboxItem } from '../../offline'
import type { PreparedPhoto } from '../../photos/prepare'

const ROOT = '/pickups'
const ADDRESSES: Record<Answer, string> = {
  supplement: 'supplement', appeal: 'appeal', dispute: 'dispute', confirm_solved: 'confirm',
}

export interface Saying { action: Answer; pickup: Pickup; code: string; note: string; photos: readonly PreparedPhoto[] }

export async function say({ action, pickup, code, note, photos }: Saying): Promise<void> {
  const id = uuidv7()
  const { outbox } = await offline()
  await outbox.add({
    id, owner: null, title: `${t(`answer.${action}`)}·${pickup.place}`,
    path: `${ROOT}/${ADDRESSES[action]}`, photoPath: `${ROOT}/${id}`,
    body: {
      id, pickup_code: code, round: pickup.round, occurred_at: new Date().toISOString(), note: note.trim(),
      photos: photos.map(({ sha256, taken_at }) => ({ sha256, taken_at })),
    },
    photos: photos.map(({ sha256, bytes, type }) => ({ sha256, bytes, type })),
  })
}

/** What this phone still has to say about the report behind `code`. */
export function unsaid(items: readonly OutboxItem[], code: string): OutboxItem | undefined {
  return items.find(({ path, body }) => path.startsWith(ROOT) && (body as { pickup_code?: string }).pickup_code === code)
}
