// Visits after they were made: what waits for a supervisor, one visit, what people say of it.
import { request } from './client'
import { queryText } from './query'
import type { Shapes } from './types'

export type DoubtfulLine = Shapes['DoubtfulLine']
export type VisitPage = Shapes['Visit']
export type ReviewKind = Shapes['Review']['kind']

export const readDoubtful = (query: { school_id?: string; cursor?: string }) =>
  request<{ items: DoubtfulLine[]; next: string | null }>('GET', `/patrols/doubtful${queryText(query)}`)

export const readVisit = (id: string) => request<VisitPage>('GET', `/visits/${id}`)

export const reviewVisit = (id: string, body: { id: string; kind: string; note: string }) =>
  request<VisitPage>('POST', `/visits/${id}/review`, { body })

export const explainVisit = (id: string, body: { id: string; reason: string; note: string }) =>
  request<VisitPage>('POST', `/visits/${id}/explanation`, { body })
