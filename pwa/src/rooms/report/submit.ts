// From draft to outbox. Everything that a retry must repeat exactly is fixed here, once.
import type { ReportBody } from '../../api/types'
import { deviceKey } from '../../ids/device'
import { offline } from '../../offline'
import type { PlaceContext } from './context'
import { dropDraft, type Draft } from './draft'

export function reportBody(draft: Draft, code: string, website: string, occurredAt: Date): ReportBody {
  const body: ReportBody = {
    id: draft.id, code, tile: draft.tile, danger: draft.danger, occurred_at: occurredAt.toISOString(),
    // The seconds themselves are added at each try, as long as this page lives.
    clock_basis: 'page_session',
    photos: draft.photos.map(({ sha256, taken_at }) => ({ sha256, taken_at })),
  }
  const note = draft.note.trim()
  const device = deviceKey()
  if (note) body.note = note
  if (draft.position) body.position = draft.position
  const phone = plainPhone(draft.phone)
  if (phone) body.callback_phone = phone
  if (draft.joins) body.joins_case_id = draft.joins
  if (device) body.device_key = device
  if (website) body.website = website
  return body
}

/** Spaces and hyphens are how people write numbers, not part of them. */
export const plainPhone = (typed = ''): string => typed.replace(/[\s-]/g, '')
export const isPhone = (typed = ''): boolean => /^(1\d{10}|0\d{9,11})?$/.test(plainPhone(typed))

export async function submitReport(draft: Draft, place: PlaceContext, website: string): Promise<void> {
  const { outbox } = await offline()
  await outbox.add({
    id: draft.id, owner: null, title: place.title, path: '/reports', photoPath: `/reports/${draft.id}`,
    body: reportBody(draft, place.code, website, new Date()),
    photos: draft.photos.map(({ sha256, bytes, type }) => ({ sha256, bytes, type })),
  })
  await dropDraft(place.code)
}
