// Rounds: what I walk today, one round, and what became of a visit. Visits themselves go through the outbox.
import { request } from './client'

export type RunState = 'planned' | 'open' | 'done' | 'partial' | 'missed' | 'excused' | 'cancelled'
export type Verdict = 'confirmed' | 'plausible' | 'doubtful' | 'contradicted'
export type VisitResult = 'normal' | 'problem'

export interface ChecklistItem { key: string; text: string; category: string | null }
export interface Checklist { key: string; name: string; items: ChecklistItem[] }

export interface RunPoint {
  position: number
  checkpoint: { id: string; name: string; kind: string; lat: number | null; lng: number | null; radius_m: number }
  /** Codes that open this point: the plate on the wall, and an old one within its grace. */
  codes: string[]
  checklist: Checklist | null
  photo_rule: 'never' | 'sometimes' | 'always'
  ask_proof: boolean
  not_before_at: string | null
  min_dwell_s: number
  visited: { visit_id: string; happened_at: string; by_me: boolean; result: VisitResult; verdict: Verdict } | null
}

export interface Run {
  id: string
  route: { id: string; name: string; kind: string; kind_label: string; ordered: boolean }
  school: { id: string; name: string; short_name: string }
  state: RunState
  state_label: string
  on_date: string
  round_no: number
  starts_at: string
  opens_at: string
  closes_at: string
  assignee_label: string
  joint_units: string[]
  points: RunPoint[]
  points_count: number
  visited_count: number
}

export interface Today { date: string; runs: Run[] }

/** What the server says of a visit, beside what every fact is answered with. */
export interface VisitAnswer {
  id: string
  run: { id: string; points_count: number; visited_count: number } | null
  verdict: Verdict
  verdict_label: string
  reasons: { code: string; text: string }[]
  ask_why: boolean
  photos_missing: string[]
  upload_token?: string
}

export const readToday = () => request<Today>('GET', '/patrols/today')

export interface RouteSummary { id: string; name: string; kind_label: string; points: unknown[] }

export const readRoutes = (schoolId: string) => request<{ items: RouteSummary[] }>('GET', `/schools/${schoolId}/patrol_routes`)

/** Open a round by hand, now; the id is made here, so that pressing twice opens one. */
export const startRound = (id: string, routeId: string) =>
  request<{ id: string }>('POST', '/patrol_runs', { body: { id, route_id: routeId } })
