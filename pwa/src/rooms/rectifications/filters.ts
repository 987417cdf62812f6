// The ledger's filters live in the address: a link to a list is a link to the same list.
import type { CaseQuery } from '../../api/cases'

export interface Filters {
  /** Everything that still waits for somebody, or all; a single state overrules it. */
  all: boolean
  state: string
  severity: string
  overdue: boolean
  school: string
  /** Only for showing which school was chosen. */
  schoolName: string
  q: string
}

export const NO_FILTERS: Filters = { all: false, state: '', severity: '', overdue: false, school: '', schoolName: '', q: '' }

export const STATES = [
  'reported', 'assigned', 'rectifying', 'pending_verification', 'verified', 'closed', 'rejected', 'duplicate',
] as const

export function readFilters(query: URLSearchParams): Filters {
  const state = query.get('state') ?? ''
  const severity = query.get('severity') ?? ''
  return {
    all: query.get('all') === '1',
    state: (STATES as readonly string[]).includes(state) ? state : '',
    severity: ['general', 'major'].includes(severity) ? severity : '',
    overdue: query.get('overdue') === '1',
    school: query.get('school') ?? '',
    schoolName: query.get('school') ? query.get('school_name') ?? '' : '',
    q: (query.get('q') ?? '').trim(),
  }
}

export function writeFilters({ all, state, severity, overdue, school, schoolName, q }: Filters): string {
  const query = new URLSearchParams()
  if (all) query.set('all', '1')
  if (state) query.set('state', state)
  if (severity) query.set('severity', severity)
  if (overdue) query.set('overdue', '1')
  if (school) query.set('school', school)
  if (school && schoolName) query.set('school_name', schoolName)
  if (q.trim()) query.set('q', q.trim())
  const text = query.toString()
  return text ? `?${text}` : ''
}

export function askedOf({ all, state, severity, overdue, school, q }: Filters): CaseQuery {
  return {
    ...(!all && !state && { open: 'true' }),
    ...(state && { state }),
    ...(severity && { severity }),
    ...(overdue && { overdue: 'true' }),
    ...(school && { school_id: school }),
    ...(q && { q }),
  }
}

/** How many filters beside the search are on: the number on the filter button. */
export function countFilters({ all, state, severity, overdue, school }: Filters): number {
  return [all, state, severity, overdue, school].filter(Boolean).length
}
