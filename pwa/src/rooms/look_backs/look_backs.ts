// Which look-backs are listed: chosen in the address, so that a link to a list is a link to the same list.
import type { LookBack, LookBackQuery } from '../../api/look_backs'
import { dayNumber } from '../rectifications/clock'

export const STATES = ['due', 'overdue', 'coming', 'done'] as const
export type LookBackState = (typeof STATES)[number]

export interface LookBackFilters {
  state: LookBackState
  severity: string
  school: string
  /** Only for showing which school was chosen. */
  schoolName: string
}

export function readFilters(query: URLSearchParams): LookBackFilters {
  const asked = query.get('school') ?? ''
  const school = /^[0-9a-f-]{36}$/i.test(asked) ? asked : ''
  const severity = query.get('severity') ?? ''
  return {
    state: STATES.find((state) => state === query.get('state')) ?? 'due',
    severity: ['general', 'major'].includes(severity) ? severity : '',
    school,
    schoolName: school ? (query.get('school_name') ?? '').slice(0, 80) : '',
  }
}

export function writeFilters({ state, severity, school, schoolName }: LookBackFilters): string {
  const query = new URLSearchParams()
  if (state !== 'due') query.set('state', state)
  if (severity) query.set('severity', severity)
  if (school) query.set('school', school)
  if (school && schoolName) query.set('school_name', schoolName)
  const text = query.toString()
  return text ? `?${text}` : ''
}

export const askedOf = ({ state, severity, school }: LookBackFilters): LookBackQuery => ({ state, severity, school_id: school })

export interface When { key: string; n: number; at: string; tone: 'late' | 'soon' | 'calm' | 'done' }

/** When it is due or was done, as one says it. Days are civil days in Shanghai. */
export function whenOf({ result, due_at, done_at, overdue }: LookBack, now: number = Date.now()): When {
  if (result && done_at) return { key: 'look_back.done_on', n: 0, at: done_at, tone: 'done' }
  const days = dayNumber(Date.parse(due_at)) - dayNumber(now)
  if (overdue && days < 0) return { key: 'look_back.late', n: -days, at: due_at, tone: 'late' }
  if (days <= 0) return { key: 'look_back.today', n: 0, at: due_at, tone: 'soon' }
  return { key: 'look_back.left', n: days, at: due_at, tone: 'calm' }
}
