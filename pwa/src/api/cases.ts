// Cases: what waits for me, the ledger, one case and the moves on it.
import { request } from './client'
import { queryText } from './query'
import type { CaseSummary } from './types'

export interface WorkSection { key: string; label: string; items: CaseSummary[] }
export interface Work { sections: WorkSection[]; counts: Record<string, number> }

export interface CasePhoto {
  id: string
  /** Null while the photo is missing. */
  url: string | null
  url_small: string | null
  width: number | null
  height: number | null
  missing: boolean
  orientation?: number | null
}

export interface LedgerEntry {
  seq: number
  action: string
  action_label: string
  actor_name: string
  at: string
  note: string
  /** Its content was erased by law; the entry and its seal stay. */
  withdrawn: boolean
  photos: CasePhoto[]
  from_state: string | null
  to_state: string | null
}

export interface AllowedAction { action: string; label: string; needs: string[] }
export interface RefusedAction { action: string; label: string; reason: string; reason_label: string }

export interface CaseDetail extends CaseSummary {
  note: string
  danger: boolean
  quarantined: boolean
  external: boolean
  responsible_name: string | null
  criteria_item: string | null
  master_case_id: string | null
  timeline: LedgerEntry[]
  photos_before: CasePhoto[]
  photos_after: CasePhoto[]
  allowed_actions: AllowedAction[]
  refused_actions: RefusedAction[]
  joined_reports: number
}

export interface AssignmentOptions {
  units: { id: string; name: string; kind: string }[]
  default: {
    category: string | null
    severity: string
    handling: string
    lead_unit_id: string | null
    due_at: string | null
  }
}

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

/** A move made in one go by somebody at a desk; submit and verify go through the outbox instead. */
export const moveCase = (id: string, action: string, body: MoveBody) =>
  request<CaseDetail>('POST', `/cases/${id}/${action}`, { body })
