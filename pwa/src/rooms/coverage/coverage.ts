// What a line of coverage says and where it leads: from townships to schools, to routes, to a route's month.
import type { CoverageBy, CoverageLine } from '../../api/rounds'
import type { Period } from './period'

export const GROUPS: readonly CoverageBy[] = ['school', 'route', 'unit', 'township']
export const COUNTS = ['planned', 'done', 'partial', 'missed', 'excused', 'waiting', 'extra'] as const
export type CountKey = (typeof COUNTS)[number]
/** What the lines are narrowed to, by its name in the address. */
export const NARROWED = ['school', 'township', 'unit'] as const
export type Narrowed = Partial<Record<(typeof NARROWED)[number] | 'name', string>>

export const narrowedBy = (query: URLSearchParams): Narrowed =>
  Object.fromEntries([...NARROWED, 'name'].map((name) => [name, query.get(name) ?? undefined]).filter(([, value]) => value))

export const isNarrowed = (narrowed: Narrowed): boolean => NARROWED.some((name) => narrowed[name])

/** One digit after the point but for nought and all, and never 100 while a point is missing; undefined: nothing was due. */
export function percent(rate: number | null): string | undefined {
  if (rate === null) return undefined
  return rate === 0 || rate === 1 ? String(rate * 100) : (Math.floor(rate * 1000) / 10).toFixed(1)
}

export function addressOf(by: CoverageBy, { from, to }: Period, narrowed: Narrowed = {}): string {
  const query = new URLSearchParams({ by, from, to })
  for (const [name, value] of Object.entries(narrowed)) if (value) query.set(name, value)
  return `/app/coverage?${query.toString()}`
}

/** Where a line leads: one step nearer to the ground. */
export function linkOf(by: CoverageBy, line: Pick<CoverageLine, 'ref' | 'name'>, period: Period): string {
  if (by === 'route') return `/app/coverage/routes/${line.ref}?month=${period.to.slice(0, 7)}`
  if (by === 'township') return addressOf('school', period, { township: line.ref, name: line.name })
  return addressOf('route', period, { [by]: line.ref, name: line.name })
}
