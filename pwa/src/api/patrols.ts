// Rounds on the phone: what I walk today, a round by hand, and what became of a visit. Visits themselves go through the outbox.
import { request } from './client'
import type { Shapes } from './types'

export type VisitResult = 'normal' | 'problem'
export interface ChecklistItem { key: string; text: string; category?: string | null }
export type Checklist = Omit<Shapes['RoundChecklist'], 'items'> & { items: ChecklistItem[] }
export type RunPoint = Omit<Shapes['RoundPoint'], 'checklist'> & { checklist: Checklist | null }
export type Run = Omit<Shapes['RoundShown'], 'points'> & { points: RunPoint[] }
export type Today = Omit<Shapes['TodayShown'], 'runs'> & { runs: Run[] }

/** What the server says of a visit, beside what every fact is answered with. */
export type VisitAnswer = Shapes['VisitAnswer']

export const readToday = () => request<Today>('GET', '/patrols/today')

/** Open a round by hand, now; the id is made here, so that pressing twice opens one. */
export const startRound = (id: string, routeId: string) =>
  request<{ id: string }>('POST', '/patrol_runs', { body: { id, route_id: routeId } })
