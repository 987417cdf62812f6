// A day of rounds for tests: three points in a row, 100 m apart, going north.
import type { Run, RunPoint, Today } from '../../src/api/patrols'
import type { OutboxItem } from '../../src/offline'

export const NOW = Date.parse('2026-11-26T00:10:00Z')
const LAT = 38.9
const LNG = 83.1

export function point(position: number, change: Partial<RunPoint> = {}): RunPoint {
  return {
    position: position - 1, codes: [`CODE${position}`], checklist: null, photo_rule: 'never', not_before_at: null, min_dwell_s: 0,
    visited: null,
    checkpoint: { id: `p${position}`, name: `${position} 号点`, kind: 'internal', lat: LAT + (position - 1) * 0.0009, lng: LNG, radius_m: 50 },
    ...change,
  }
}

export function run(change: Partial<Run> = {}): Run {
  const points = change.points ?? [point(1), point(2), point(3)]
  return {
    id: 'r1', route: { id: 'route', name: '校内线', kind: 'internal', kind_label: '校内巡查', ordered: true },
    school: { id: 's1', name: '示范县启明小学', short_name: '启明小学' }, state: 'planned', state_label: '未开始', on_date: '2026-11-26',
    round_no: 1, starts_at: '2026-11-26T00:10:00Z', opens_at: '2026-11-26T00:00:00Z', closes_at: '2026-11-26T00:30:00Z',
    settles_at: '2026-11-26T01:30:00Z', by_hand: false, mode_default: 'foot', excuse: null, excuse_label: null,
    assignee_label: '保安员', joint_units: [], points, points_count: points.length, visited_count: 0, ...change,
  }
}

export const today = (...runs: Run[]): Today => ({ date: '2026-11-26', runs, school_codes: [], left_out: false })

export function waiting(run_id: string | null, checkpoint_id: string | null): OutboxItem {
  return {
    id: `v-${checkpoint_id}`, owner: 'me', title: '', path: '/visits', photoPath: '', body: { run_id, checkpoint_id }, photos: [],
    state: 'waiting', attempts: 0, nextTryAt: 0, createdAt: 0, madeIn: 'page', madeAtTick: 0,
  }
}

export const SEEN = { visit_id: 'v', happened_at: '2026-11-26T00:05:00Z', by_me: true, result: 'normal', verdict: 'confirmed' } as const
