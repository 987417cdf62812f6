// Cases: what waits for me, the ledger, one case and the moves on it.
import { request } from './client'
import { queryText } from './query'
import type { CaseSummary, Shapes } from './types'

export type WorkSection = Omit<Shapes['Section'], 'items'> & { items: CaseSummary[] }
export type Work = Omit<Shapes['Work'], 'sections'> & { sections: WorkSection[] }
export type CasePhoto = Shapes['Photo']
export type LedgerEntry = Shapes['Step']
export type AllowedAction = Shapes['Action']
export type RefusedAction = Shapes['RefusedAction']
export type CaseDetail = Omit<Shapes['Case'], 'severity'> & Pick<CaseSummary, 'severity'>
/** A clause of the checklist of major hazards; `fits` says that it is about this kind of hazard. */
export interface Clause { no: string; article: string; text: string; fits: boolean }
export interface Criteria { version: string; title: string; clauses: Clause[] }
export type AssignmentOptions = Shapes['AssignmentOptions'] & { criteria?: Criteria }
export type UnitOption = Shapes['UnitOption']
export type PersonOption = Shapes['TrackerOption']

export interface CaseQuery {
  open?: string
  state?: string
  severity?: string
  overdue?: string
  quarantined?: string
  category?: string
  school_id?: string
  q?: string
  cursor?: string
}

/** What every move on a case carries; `version` is the one the screen showed. */
export interface MoveBody { id: string; version: number; occurred_at: string; [field: string]: unknown }

export const readWork = () => request<Work>('GET', '/work')

export const readCases = (query: CaseQuery) =>
  request<{ items: CaseSummary[]; next: string | null }>('GET', `/cases${queryText({ ...query })}`)

export const readCase = (id: string) => request<CaseDetail>('GET', `/cases/${id}`)

/** What the case's own or another category suggests. */
export const readAssignmentOptions = (id: string, category?: string) =>
  request<AssignmentOptions>('GET', `/cases/${id}/assignment_options${queryText({ category })}`)

/** Units that the case may be handed to or that may be called to it. */
export const readUnitOptions = (id: string) => request<Shapes['UnitOptions']>('GET', `/cases/${id}/unit_options`)

/** Who may be asked to follow the case; only for those who may assign it. */
export const readTrackerOptions = (id: string) => request<Shapes['TrackerOptions']>('GET', `/cases/${id}/tracker_options`)

/** A move made in one go at once; those made on site go through the outbox instead. */
export const moveCase = (id: string, action: string, body: MoveBody) =>
  request<CaseDetail>('POST', `/cases/${id}/${action}`, { body })
