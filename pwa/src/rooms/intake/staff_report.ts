// What a staff report holds, when it may leave, and what leaves. Pure.
import type { Category, Position, ReportBody } from '../../api/types'
import type { PreparedPhoto } from '../../photos/prepare'

export interface StaffReport {
  id: string
  code: string
  school_id: string
  school_name: string
  /** A checkpoint's id, or NEARBY for the streets around. */
  point: string
  place_text: string
  danger: boolean
  tile: string
  category: string
  note: string
  self_assign: boolean
  joins: string
  /** The visit on a round that found it. */
  visit: string
  position: Position | null
}

export const NEARBY = 'nearby'
export const SHORTEST_NOTE = 5

export const emptyReport = (id: string, code: string): StaffReport => ({
  id, code, school_id: '', school_name: '', point: NEARBY, place_text: '', danger: false, tile: '', category: '', note: '',
  self_assign: false, joins: '', visit: '', position: null,
})

/** What a link into the form brings along: a place without a plate, the visit on a round, the likely kind. */
export function broughtAlong(query: URLSearchParams): Partial<StaffReport> {
  const given = { school_id: 'school', school_name: 'school_name', point: 'point', visit: 'visit', category: 'category' } as const
  const found = Object.entries(given).map(([field, name]) => [field, query.get(name)] as const)
  return Object.fromEntries(found.filter(([, value]) => value)) as Partial<StaffReport>
}

/** Keys of texts by field. */
export function checkReport(report: StaffReport, photos: number, category: Category | undefined): Record<string, string> {
  const saysNothing = Array.from(report.note.trim()).length < SHORTEST_NOTE && photos === 0
  return {
    ...(!report.code && !report.school_id && { school: 'need.school' }),
    ...(!report.tile && { tile: 'need.tile' }),
    ...(report.self_assign && !report.category && { category: 'need.category_own' }),
    ...(category?.photo === 'required' && photos === 0 && { photo: 'need.photo_category' }),
    ...(category?.photo !== 'required' && saysNothing && { note: 'need.note_or_photo' }),
  }
}

export function reportBody(
  report: StaffReport, photos: readonly PreparedPhoto[], occurredAt: Date, nearbyText: string,
): ReportBody {
  const { id, code, school_id, point, danger, tile, category, self_assign, joins, visit, position } = report
  const note = report.note.trim()
  const place_text = report.place_text.trim()
  const place = code ? { code }
    : point !== NEARBY ? { checkpoint_id: point, ...(place_text && { place_text }) }
      : { school_id, place_text: place_text || nearbyText }
  return {
    id, ...place, danger, tile, occurred_at: occurredAt.toISOString(), clock_basis: 'page_session',
    ...(category && { category }), ...(note && { note }), ...(position && { position }),
    ...(joins && { joins_case_id: joins }), ...(visit && { visit_id: visit }), ...(self_assign && { self_assign }),
    photos: photos.map(({ sha256, taken_at }) => ({ sha256, taken_at })),
  }
}
