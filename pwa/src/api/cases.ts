// Cases: what waits for me, the ledger, one case and the moves on it.
import { download, request } from './client'
import { queryText } from './query'
import type { CaseSummary, Shapes } from './types'

export type WorkSection = Omit<Shapes['Section'], 'items'> & { items: CaseSummary[] }
export type Work = Omit<Shapes['Work'], 'sections'> & { sections: WorkSection[] }
export type CasePhoto = Shapes['Photo']
export type LedgerEntry = Shapes['Step']
export type Redaction = Shapes['Redaction']
export type AllowedAction = Shapes['Action']
export type RefusedAction = Shapes['RefusedAction']
export type CaseDetail = Omit<Shapes['Case'], 'severity'> & Pick<CaseSummary, 'severity'>
export type Clause = Shapes['Clause']
export type Criteria = Shapes['Criteria']
export type AssignmentOptions = Shapes['AssignmentOptions']
export type UnitOption = Shapes['UnitOption']
export type PersonOption = Shapes['TrackerOption']

export type Board = Shapes['Board']
export type BoardLine = Shapes['BoardLine']
export type BoardBy = 'unit' | 'school' | 'township'

/** The ledger's filters by the server's names; empty ones are left out. */
export type CaseQuery = Record<string, string>

/** What every move on a case carries; `version` is the one the screen showed. */
export interface MoveBody { id: string; version: number; occurred_at: string; [field: string]: unknown }

export const readWork = () => request<Work>('GET', '/work')

export const readCases = (query: CaseQuery) =>
  request<{ items: CaseSummary[]; next: string | null }>('GET', `/cases${queryText({ ...query })}`)

/** How many open cases stand in each state under the same filters; null while words are searched for. */
export const readCounts = ({ sort: _sort, ...query }: CaseQuery) =>
  request<{ counts: Record<string, number> | null }>('GET', `/cases/counts${queryText(query)}`)

export const readUnits = () => request<{ items: UnitOption[] }>('GET', '/cases/units')

export const readBoard = (by: BoardBy) => request<Board>('GET', `/board${queryText({ by })}`)

/** The whole list as a spreadsheet, under the very same filters. */
export const exportCases = (query: CaseQuery) =>
  download('GET', `/cases/export.xlsx${queryText(query)}`, { timeoutMs: 300_000 })

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

export const readRedaction = (photoId: string) => request<Redaction>('GET', `/photos/${photoId}/redaction`)

export const redactPhoto = (photoId: string, body: Shapes['Redact']) =>
  request<Redaction>('POST', `/photos/${photoId}/redactions`, { body })

/** Each reading is written down: never fetched before somebody asks for it. */
export const readCallback = (caseId: string, reportId: string) =>
  request<Shapes['Callback']>('POST', `/cases/${caseId}/callbacks/${reportId}`, { body: {} })
