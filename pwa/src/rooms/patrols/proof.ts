// Whether a fresh photo is asked for at this plate: drawn by the server, sealed with the plate's code (backend/patrols/proofs.py).
import type { Run, RunPoint } from '../../api/patrols'
import { sha256 } from '../../photos/hash'
import type { Reading } from '../../position/locate'

/** `blind`: only where no usable position speaks for the visit. */
export type Ask = 'no' | 'blind' | 'yes'

const ASKS: readonly Ask[] = ['no', 'blind', 'yes']
const SEAL_DIGITS = 24

/** A point chosen from the list has no code that was read: the first of its own stands in. */
export async function askOf({ id, on_date }: Run, point: RunPoint, code: string | null): Promise<Ask> {
  if (point.photo_rule !== 'sometimes') return point.photo_rule === 'always' ? 'yes' : 'no'
  const at = Math.max(0, code === null ? 0 : point.codes.indexOf(code))
  const sealed = point.proof_seals?.[at]
  for (const ask of ASKS) {
    const text = `${point.codes[at]}|${id}|${point.checkpoint.id}|${on_date}|${ask}`
    const hash = await sha256(new TextEncoder().encode(text).buffer as ArrayBuffer)
    if (hash.slice(0, SEAL_DIGITS) === sealed) return ask
  }
  return 'no'
}

/** Can this reading speak for one point? By the server's numbers. */
export const isUsable = (reading: Reading): boolean =>
  reading.state === 'got' && reading.position.accuracy_m <= 100 && reading.ageS <= 120

export const isDue = (ask: Ask, reading: Reading | undefined): boolean =>
  ask === 'yes' || (ask === 'blind' && reading !== undefined && !isUsable(reading))
