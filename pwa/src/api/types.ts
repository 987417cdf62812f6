// Names for the shapes of schema.d.ts, which `npm run types` writes from backend/openapi.json. Only what the description
// cannot say is said here: which words a text may be, and which fields of a request one may leave out.
import type { components } from './schema'

export type Shapes = components['schemas']
/** Our answers always hold every field they describe, also where the description does not say so. */
export type Filled<T> = T extends (infer Each)[] ? Filled<Each>[] : T extends object ? { [K in keyof T]-?: Filled<T[K]> } : T

export type Status = Shapes['Status']
export type Place = Shapes['Place']
export type Position = Shapes['Position'] & { accuracy_m: number }
export type Tile = Shapes['Tile']
export type ReferralPhone = Shapes['Phone']
export type NearbyReport = Shapes['Nearby']
/** What a reporter may say later, as the server names it. */
export type Answer = 'supplement' | 'appeal' | 'dispute' | 'confirm_solved'
export type Pickup = Omit<Shapes['PickupShown'], 'allowed' | 'said'> & { allowed: Answer[]; said: 'solved' | 'not_solved' | null }
export type Me = Filled<Shapes['Me']>

export type Category = Shapes['Category'] & {
  severity: 'general' | 'major'
  photo: 'required' | 'optional' | 'forbidden'
}
export type Taxonomy = Omit<Shapes['Taxonomy'], 'categories'> & { categories: Category[] }
export type CaseSummary = Omit<Shapes['CaseSummary'], 'severity'> & { severity: 'general' | 'major' | null }
export type ScanContext = Omit<Shapes['ScanContext'], 'open_cases'> & { open_cases: CaseSummary[] }

export interface PhotoClaim { sha256: string; taken_at?: string }

type Report = Shapes['Report']
type Always = 'id' | 'danger' | 'occurred_at' | 'clock_basis'

/** The content of a report; the outbox adds the transport fields (attempt, seconds_since). */
export type ReportBody = Pick<Report, Always> & Partial<Omit<Report, Always | 'photos' | 'attempt' | 'seconds_since'>> & {
  photos: PhotoClaim[]
}

/** What comes back for a fact of any kind: a report (with pickup code) or a move of a case. */
export type FactAnswer = Pick<Shapes['Receipt'], 'id' | 'photos_missing'> & Partial<Shapes['Receipt']>
