// What the outbox sends: one fact (a report, a move of a case), then its photos one by one under it.
import { request, type Problem, type Result } from './client'
import { readMe } from './session'
import type { FactAnswer } from './types'

export interface FactToSend {
  path: string
  body: object
  /** Account id, or null for a stranger. */
  owner: string | null
}

/** A report answers with `photos_missing`; a move answers with the whole case and `photos_to_send`. */
type Answered = FactAnswer & { photos_to_send?: string[] }

export async function sendFact({ path, body, owner }: FactToSend): Promise<Result<FactAnswer>> {
  const stopped = owner === null ? undefined : await notOwner(owner)
  if (stopped) return { ok: false, problem: stopped }
  const result = await request<Answered>('POST', path, { body, anonymous: owner === null })
  return result.ok ? { ...result, value: kept(result.value) } : result
}

/**
 * Reports are open to anybody: with a session that has ended, a colleague's report would go in as a stranger's, and with
 * somebody else's session under the wrong name. So the server is asked first whose session this is.
 */
async function notOwner(owner: string): Promise<Problem | undefined> {
  const me = await readMe()
  if (!me.ok) return me.problem
  return me.value.account.id === owner ? undefined : { code: 'not_owner', title: '', detail: '', status: 401 }
}

/** Only what is needed later: a phone's storage is no place for whole cases. */
function kept({ id, photos_missing, photos_to_send, ...answered }: Answered): FactAnswer {
  const { upload_token, pickup_code, case_id, received_at, status } = answered
  const given = { upload_token, pickup_code, case_id, received_at, status }
  const known = Object.entries(given).filter(([, value]) => value !== undefined && value !== null)
  return { id, photos_missing: photos_to_send ?? photos_missing, ...(Object.fromEntries(known) as Partial<FactAnswer>) }
}

export interface PhotoToSend {
  path: string
  sha256: string
  bytes: ArrayBuffer
  type: string
  token: string | undefined
  anonymous: boolean
}

export const sendPhoto = ({ path, sha256, bytes, type, token, anonymous }: PhotoToSend) =>
  request<{ photos_missing: string[] }>('PUT', `${path}/photos/${sha256}`, {
    bytes, type, anonymous, headers: token ? { 'Upload-Token': token } : {},
  })
