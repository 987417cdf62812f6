// What leaves a sheet: answers and hazards, both through the outbox, so that a valley without network loses nothing.
import { offline } from '../../offline'
import { uuidv7 } from '../../ids/uuidv7'
import type { PreparedPhoto } from '../../photos/prepare'
import { answerBody, answersPath, type Answer, type SeenLine, type SeenSheet } from './sheet'

export interface More { note?: string; chosen?: string; photos?: PreparedPhoto[] }

const bytesOf = (photos: readonly PreparedPhoto[]) => photos.map(({ sha256, bytes, type }) => ({ sha256, bytes, type }))
const claimsOf = (photos: readonly PreparedPhoto[]) => photos.map(({ sha256, taken_at }) => ({ sha256, taken_at }))

export async function sendAnswer(sheet: SeenSheet, line: SeenLine, answer: Answer, owner: string, more: More = {}): Promise<void> {
  const id = uuidv7()
  const photos = more.photos ?? []
  const body = answerBody(line, id, answer, { ...more, photos: claimsOf(photos) }, new Date())
  await (await offline()).outbox.add({
    id, owner, title: `${sheet.school.short_name} ${line.text}`, path: answersPath(sheet.id),
    photoPath: `/inspection_answers/${id}`, body, photos: bytesOf(photos),
  })
}

export interface Hazard { place_text: string; note: string; danger: boolean; photos: PreparedPhoto[] }

export async function sendHazard(sheet: SeenSheet, line: SeenLine, hazard: Hazard, owner: string): Promise<void> {
  const id = uuidv7()
  const { photos, ...said } = hazard
  const body = {
    ...said, id, school_id: sheet.school.id, tile: line.tile, category: line.category, photos: claimsOf(photos),
    occurred_at: new Date().toISOString(), clock_basis: 'page_session', found_via: sheet.inspection.found_via,
    inspection_record_id: sheet.id, inspection_item: line.key,
  }
  await (await offline()).outbox.add({
    id, owner, title: `${sheet.school.short_name} ${line.category_label}`, path: '/reports', photoPath: `/reports/${id}`, body,
    photos: bytesOf(photos),
  })
}
