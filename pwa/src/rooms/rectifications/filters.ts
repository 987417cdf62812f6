// The ledger's filters live in the address: a link to a list is a link to the same list.
import type { CaseQuery } from '../../api/cases'

export interface Filters {
  /** Everything that still waits for somebody, or all; a single state overrules it. */
  all: boolean
  state: string
  severity: string
  overdue: boolean
  /** The deadline runs and has not passed. */
  inTime: boolean
  school: string
  /** Only for showing which school was chosen; so are the other names. */
  schoolName: string
  unit: string
  unitName: string
  township: string
  townshipName: string
  category: string
  level: string
  foundVia: string
  reportedFrom: string
  reportedTo: string
  dueFrom: string
  dueTo: string
  closedFrom: string
  closedTo: string
  flags: readonly string[]
  q: string
  /** '' newest report first; 'due' the next deadline first, of those whose deadline runs. */
  sort: string
}

export const STATES = [
  'reported', 'need_info', 'assigned', 'rectifying', 'pending_verification', 'verified', 'closed', 'archived', 'rejected',
  'duplicate', 'referred_out',
] as const
export const OPEN_STATES = STATES.slice(0, 6)
export const FOUND_VIA = [
  'self_check', 'patrol', 'guard_post', 'joint_inspection', 'cross_inspection', 'special_inspection', 'touring_inspection',
  'spot_check', 'supervisor_inspection', 'public_code', 'video_patrol', 'police_case_gap', 'meeting', 'look_back', 'superior',
  'import',
] as const
export const FLAGS = [
  'no_update', 'whistle', 'on_agenda', 'extension_pending', 'transfer_pending', 'disputed', 'look_back_due',
  'government_project', 'frozen', 'unassigned', 'no_school',
] as const

type Text = Exclude<{ [Key in keyof Filters]: Filters[Key] extends string ? Key : never }[keyof Filters], undefined>
const DAY = /^\d{4}-\d{2}-\d{2}$/
const ID = /^[0-9a-f-]{36}$/i
const among = (words: readonly string[]) => (text: string) => words.includes(text)
const like = (pattern: RegExp) => (text: string) => pattern.test(text)
const anything = (text: string) => text.length <= 80

/** Field, its name in the address and for the server (null: for showing only), and what may stand in it. */
const TEXTS: readonly (readonly [Text, string, string | null, (text: string) => boolean])[] = [
  ['state', 'state', 'state', among(STATES)],
  ['severity', 'severity', 'severity', among(['general', 'major'])],
  ['school', 'school', 'school_id', like(ID)],
  ['schoolName', 'school_name', null, anything],
  ['unit', 'unit', 'unit_id', like(ID)],
  ['unitName', 'unit_name', null, anything],
  ['township', 'township', 'township_id', like(ID)],
  ['townshipName', 'township_name', null, anything],
  ['category', 'category', 'category', like(/^[A-Z]{3}\d{2}$/)],
  ['level', 'level', 'level', among(['1', '2', '3', '4'])],
  ['foundVia', 'found_via', 'found_via', among(FOUND_VIA)],
  ['reportedFrom', 'reported_from', 'reported_from', like(DAY)],
  ['reportedTo', 'reported_to', 'reported_to', like(DAY)],
  ['dueFrom', 'due_from', 'due_from', like(DAY)],
  ['dueTo', 'due_to', 'due_to', like(DAY)],
  ['closedFrom', 'closed_from', 'closed_from', like(DAY)],
  ['closedTo', 'closed_to', 'closed_to', like(DAY)],
  ['q', 'q', 'q', anything],
  ['sort', 'sort', 'sort', among(['due'])],
]
/** A name without its id names nothing. */
const NAMES = [['schoolName', 'school'], ['unitName', 'unit'], ['townshipName', 'township']] as const

const EMPTY = Object.fromEntries(TEXTS.map(([field]) => [field, ''])) as Record<Text, string>
export const NO_FILTERS: Filters = { ...EMPTY, all: false, overdue: false, inTime: false, flags: [] }

export function readFilters(query: URLSearchParams): Filters {
  const found = { ...NO_FILTERS }
  for (const [field, name, , fits] of TEXTS) {
    const text = (query.get(name) ?? '').trim()
    if (text && fits(text)) found[field] = text
  }
  for (const [name, id] of NAMES) if (!found[id]) found[name] = ''
  const flags = (query.get('flags') ?? '').split(',')
  return {
    ...found,
    all: query.get('all') === '1',
    overdue: query.get('overdue') === '1',
    inTime: query.get('overdue') === '0',
    flags: FLAGS.filter((flag) => flags.includes(flag)),
  }
}

/** What stands in the address beside the filters, such as the open case, is kept in `beside`. */
export function writeFilters(filters: Filters, beside: Record<string, string> = {}): string {
  const query = new URLSearchParams()
  if (filters.all) query.set('all', '1')
  for (const [field, name] of TEXTS) if (filters[field].trim()) query.set(name, filters[field].trim())
  for (const [field, id] of NAMES) if (!filters[id]) query.delete(TEXTS.find(([each]) => each === field)?.[1] ?? '')
  if (filters.overdue) query.set('overdue', '1')
  if (filters.inTime) query.set('overdue', '0')
  if (filters.flags.length) query.set('flags', filters.flags.join(','))
  for (const [name, value] of Object.entries(beside)) if (value) query.set(name, value)
  const text = query.toString()
  return text ? `?${text}` : ''
}

export function askedOf(filters: Filters): CaseQuery {
  const closed = filters.closedFrom || filters.closedTo
  const asked: CaseQuery = {}
  if (!filters.all && !filters.state && !closed) asked.open = 'true'
  for (const [field, , name] of TEXTS) if (name && filters[field]) asked[name] = filters[field]
  if (filters.overdue) asked.overdue = 'true'
  if (filters.inTime) asked.overdue = 'false'
  if (filters.flags.length) asked.flags = filters.flags.join(',')
  return asked
}

/** The way back: the ledger's address for what the server says lists a number of the board. */
export function filtersOf(asked: Record<string, string>, more: Partial<Filters> = {}): Filters {
  const query = new URLSearchParams(asked)
  if (asked.overdue) query.set('overdue', asked.overdue === 'true' ? '1' : '0')
  return { ...readFilters(query), ...more }
}

const NOT_COUNTED: readonly Text[] = ['q', 'sort', ...NAMES.map(([name]) => name)]

/** How many filters beside the search are on: the number on the filter button. */
export function countFilters(filters: Filters): number {
  const texts = TEXTS.filter(([field]) => !NOT_COUNTED.includes(field) && filters[field])
  return texts.length + filters.flags.length + [filters.all, filters.overdue, filters.inTime].filter(Boolean).length
}
