// Shapes of the answers, by hand until `npm run types` has written schema.d.ts from backend/openapi.json.

export interface Status { key: string; label: string }

export interface Place {
  school: { id: string; name: string; short_name: string; closed: boolean }
  checkpoint: { id: string; name: string; kind: string; lat: number | null; lng: number | null } | null
}

export interface Tile { key: string; label: string; hint?: string; person_related: boolean; categories?: string[] }
export interface ReferralPhone { label: string; tel: string }

export interface Taxonomy {
  version: string
  tiles: Tile[]
  categories: Category[]
  referral_phones: ReferralPhone[]
}

export interface Category {
  code: string
  label: string
  tile: string
  severity: 'general' | 'major'
  handling: string
  due_days: number
  photo: 'required' | 'optional' | 'forbidden'
  privacy: string
  lead: string[]
  person_related: boolean
}

export interface ScanContext {
  code: string
  grouped: string
  state: string
  place: Place
  emergency: string
  actor: null | { display_name: string; may: string[] }
  open_cases?: CaseSummary[]
}

export interface NearbyReport { case_id: string; tile_label: string; distance_m: number; reported_at: string }

export interface PhotoClaim { sha256: string; taken_at?: string }

export interface Position { lat: number; lng: number; accuracy_m: number; datum: 'wgs84' | 'gcj02'; provider: string }

/** The content of a report; the outbox adds the transport fields (attempt, seconds_since). */
export interface ReportBody {
  id: string
  code?: string
  checkpoint_id?: string
  school_id?: string
  position?: Position
  place_text?: string
  tile?: string
  category?: string
  danger: boolean
  note?: string
  photos: PhotoClaim[]
  joins_case_id?: string
  occurred_at: string
  clock_basis: 'device' | 'page_session'
  device_key?: string
  website?: string
  found_via?: string
  self_assign?: boolean
}

export interface FactAnswer {
  id: string
  photos_missing: string[]
  upload_token?: string
  pickup_code?: string
  case_id?: string
  received_at?: string
  status?: Status
}

export interface Pickup {
  status: Status
  place: string
  reported_at: string
  timeline: { at: string; label: string }[]
  expected_at: string | null
}

export interface Me {
  account: { id: string; display_name: string; unit: { id: string; name: string; kind: string } | null; county_id: string }
  roles: { role: string; label: string; scope_type: string; scope_id: string; scope_name: string }[]
  verbs: string[]
  must_change_password: boolean
  csrf_token: string
}

export interface CaseSummary {
  id: string
  ledger_no: string | null
  school: { id: string; name: string } | null
  place: string
  state: string
  state_label: string
  severity: 'general' | 'major' | null
  category: string | null
  category_label: string
  handling: string | null
  lead_unit: { id: string; name: string } | null
  due_at: string | null
  overdue: boolean
  reported_at: string
  photos_missing: number
  version: number
  thumbnail: string | null
}
