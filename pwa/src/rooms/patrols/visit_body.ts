// What a visit holds and what leaves the phone. Pure.
import type { VisitResult } from '../../api/patrols'
import type { Reading } from '../../position/locate'
import type { PreparedPhoto } from '../../photos/prepare'

export type Via = 'phone_scan' | 'page_scan' | 'typed' | 'picked'
export type Mode = 'foot' | 'vehicle' | 'video'
export type Answer = 'yes' | 'no' | 'na'

export interface VisitDraft {
  id: string
  run_id: string | null
  checkpoint_id: string | null
  code: string | null
  via: Via
  mode: Mode
  answers: Readonly<Record<string, Answer>>
  note: string
}

export type VisitBody = ReturnType<typeof visitBody>

export function visitBody(
  draft: VisitDraft, result: VisitResult, reading: Reading,
  { photos, at, dwellS, device }: { photos: readonly PreparedPhoto[]; at: Date; dwellS: number; device: string | undefined },
) {
  const { answers, note, ...rest } = draft
  const video = draft.mode === 'video'
  return {
    ...rest,
    result,
    answers: Object.entries(answers).map(([item, answer]) => ({ item, answer })),
    note: note.trim(),
    position: reading.state === 'got' && !video ? reading.position : null,
    position_state: video ? 'not_asked' : reading.state,
    position_age_s: reading.state === 'got' && !video ? reading.ageS : null,
    occurred_at: at.toISOString(),
    clock_basis: 'page_session',
    dwell_s: Math.max(0, Math.round(dwellS)),
    ...(device && { device_key: device }),
    photos: photos.map(({ sha256, taken_at }) => ({ sha256, taken_at })),
  }
}

/** A "no" is something wrong: the visit is not "正常" before it is answered or reported. */
export const firstNo = (answers: Readonly<Record<string, Answer>>): string | undefined =>
  Object.keys(answers).find((item) => answers[item] === 'no')
