// The day on the phone: what the server knew, and on top of it what this phone has recorded and not yet sent. Pure.
import type { Run, RunPoint, Today } from '../../api/patrols'
import type { OutboxItem } from '../../offline'
import type { VisitBody } from './visit_body'

export type PointState = 'done' | 'problem' | 'unsent' | 'open'

/** Visits that wait on this phone, by run and checkpoint. */
export type Unsent = ReadonlyMap<string, VisitBody>

const keyOf = (runId: string | null, checkpointId: string | null) => `${runId}/${checkpointId}`

export function unsentVisits(items: readonly OutboxItem[]): Unsent {
  const visits = items.filter(({ path, answer }) => path === '/visits' && !answer).map(({ body }) => body as VisitBody)
  return new Map(visits.map((visit) => [keyOf(visit.run_id, visit.checkpoint_id), visit]))
}

export function stateOf(run: Run, point: RunPoint, unsent: Unsent): PointState {
  if (point.visited) return point.visited.result === 'problem' ? 'problem' : 'done'
  return unsent.has(keyOf(run.id, point.checkpoint.id)) ? 'unsent' : 'open'
}

export function progress(run: Run, unsent: Unsent): { seen: number; all: number } {
  return { seen: run.points.filter((point) => stateOf(run, point, unsent) !== 'open').length, all: run.points.length }
}

/** The next one by order; where there is no order, the caller may say which is nearest. */
export function nextPoint(run: Run, unsent: Unsent, nearest?: (points: RunPoint[]) => RunPoint | undefined): RunPoint | undefined {
  const open = run.points.filter((point) => stateOf(run, point, unsent) === 'open')
  return (run.route.ordered ? undefined : nearest?.(open)) ?? open[0]
}

/** Not settled yet. A phone's clock may be a year off: what one may record does not hang on it, only how the day is sorted. */
export const isUnsettled = (run: Run): boolean => run.state === 'planned' || run.state === 'open'

export const isRunning = (run: Run, now: number): boolean =>
  (run.state === 'planned' || run.state === 'open') && now >= Date.parse(run.opens_at) && now <= Date.parse(run.closes_at)

export const isAhead = (run: Run, now: number): boolean => run.state === 'planned' && now < Date.parse(run.opens_at)

export interface Spot { run: Run; point: RunPoint }

/** Every round of the day that this code belongs to, the most fitting first: running and unseen, then the nearest in time. */
export function spotsOf(today: Today, code: string, unsent: Unsent, now: number): Spot[] {
  const spots = today.runs.flatMap((run) => run.points.filter(({ codes }) => codes.includes(code)).map((point) => ({ run, point })))
  const rank = ({ run, point }: Spot): number => {
    const away = Math.min(Math.abs(now - Date.parse(run.starts_at)), 86_400_000)
    return (isRunning(run, now) ? 0 : 2) * 1e9 + (stateOf(run, point, unsent) === 'open' ? 0 : 1) * 1e9 + away
  }
  return spots.sort((a, b) => rank(a) - rank(b))
}

/** Rounds as one reads a day: running, then ahead, then over. */
export function inOrder(runs: readonly Run[], now: number): { key: 'running' | 'ahead' | 'over'; runs: Run[] }[] {
  const part = (run: Run) => (isRunning(run, now) ? 'running' : isAhead(run, now) ? 'ahead' : 'over')
  return (['running', 'ahead', 'over'] as const)
    .map((key) => ({ key, runs: runs.filter((run) => part(run) === key) }))
    .filter(({ runs: some }) => some.length > 0)
}
