// What stands on the board: its numbers in the order of the columns, and the ledger's list behind each.
import type { Board, BoardBy, BoardLine } from '../../api/cases'
import { filtersOf, writeFilters, type Filters } from '../rectifications/filters'

export const NUMBERS = ['open', 'due_this_week', 'late_3', 'late_7', 'late_more', 'no_update', 'to_verify', 'major'] as const
export type NumberKey = (typeof NUMBERS)[number]
/** What asks for somebody's word at the dispatch; having found much is not among it. */
export const LATE: readonly NumberKey[] = ['late_3', 'late_7', 'late_more']
export const GROUPS: readonly BoardBy[] = ['unit', 'school', 'township']
export type Counts = Board['total']

/** The ledger's address that lists what a number counts; `line` undefined: the sum of all. */
export function linkOf(board: Board, key: string, line?: BoardLine): string {
  const found = filtersOf((board.filters[key] ?? {}) as Record<string, string>)
  return `/app/cases${writeFilters({ ...found, ...(line && groupOf(board.by as BoardBy, line, found)) })}`
}

function groupOf(by: BoardBy, { group }: BoardLine, { flags }: Filters): Partial<Filters> {
  if (!group) return { flags: [...flags, by === 'unit' ? 'unassigned' : 'no_school'] }
  if (by === 'unit') return { unit: group.id, unitName: group.name }
  return by === 'school' ? { school: group.id, schoolName: group.name } : { township: group.id, townshipName: group.name }
}

/** Whole per cent; undefined where nothing was struck off that had a deadline. */
export const onTime = ({ closed, on_time }: Counts): number | undefined =>
  closed ? Math.round((100 * on_time) / closed) : undefined

export const late = (counts: Counts): number => LATE.reduce((sum, key) => sum + counts[key], 0)
