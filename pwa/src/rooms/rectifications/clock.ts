// The clock of a case in words. Days are civil days in Shanghai: what is due at 23:59 is "今天 24 点前" all day long.
import type { CaseSummary } from '../../api/types'
import { hourOf } from '../../i18n/dates'

export interface Clock { key: string; n: number; time: string; tone: 'late' | 'soon' | 'calm' }

const DAY = 86_400_000
/** China has no summer time, so a fixed shift is enough. */
const SHANGHAI = 8 * 3_600_000
/** The due clock stands still while others check (domain.md §4.1); then the checker's own clock runs. */
const RUNNING = ['assigned', 'rectifying']
const CHECKED = ['pending_verification', 'verified']
const OPEN = ['reported', 'need_info', ...RUNNING, ...CHECKED]

export const dayNumber = (time: number): number => Math.floor((time + SHANGHAI) / DAY)

type Clocked = Pick<CaseSummary, 'state' | 'due_at' | 'overdue' | 'step_due_at'>

/** The clock that presses now: of the deadline while the unit works, else of the step that is due. */
export function clockOf({ state, due_at, overdue, step_due_at }: Clocked, now: number = Date.now()): Clock | undefined {
  if (!OPEN.includes(state)) return undefined
  if (RUNNING.includes(state)) {
    const step = state === 'assigned' && !overdue && step_due_at
    return step && (!due_at || Date.parse(step) < Date.parse(due_at)) ? wordOf(step, 'step', now)
      : due_at ? wordOf(due_at, 'clock', now, overdue) : undefined
  }
  if (step_due_at) return wordOf(step_due_at, 'step', now)
  return CHECKED.includes(state) ? { key: 'clock.paused', n: 0, time: '', tone: 'calm' } : undefined
}

function wordOf(at: string, kind: 'clock' | 'step', now: number, overdue = false): Clock {
  const due = Date.parse(at)
  const days = dayNumber(due) - dayNumber(now)
  const time = hourOf(at)
  if (overdue || due < now) return { key: days < 0 ? `${kind}.late` : `${kind}.late_today`, n: Math.max(0, -days), time, tone: 'late' }
  const hour = time === '23:59' ? '' : '_at'
  if (days === 0) return { key: `${kind}.today${hour}`, n: 0, time, tone: 'soon' }
  if (days === 1) return { key: `${kind}.tomorrow${hour}`, n: 1, time, tone: 'soon' }
  return { key: `${kind}.left`, n: days, time, tone: 'calm' }
}
