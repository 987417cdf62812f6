// The clock of a case in words. Days are civil days in Shanghai: what is due at 23:59 is "今天到期" all day long.
import type { CaseSummary } from '../../api/types'

export interface Clock { key: string; n: number; tone: 'late' | 'soon' | 'calm' }

const DAY = 86_400_000
/** China has no summer time, so a fixed shift is enough. */
const SHANGHAI = 8 * 3_600_000
/** The due clock stands still while others check (domain.md §4.1). */
const RUNNING = ['assigned', 'rectifying']

export const dayNumber = (time: number): number => Math.floor((time + SHANGHAI) / DAY)

export function clockOf({ state, due_at, overdue }: Pick<CaseSummary, 'state' | 'due_at' | 'overdue'>,
  now: number = Date.now()): Clock | undefined {
  if (!due_at || !RUNNING.includes(state)) return undefined
  const due = Date.parse(due_at)
  const days = dayNumber(due) - dayNumber(now)
  if (overdue || due < now) {
    return days < 0 ? { key: 'clock.late', n: -days, tone: 'late' } : { key: 'clock.late_today', n: 0, tone: 'late' }
  }
  if (days === 0) return { key: 'clock.today', n: 0, tone: 'soon' }
  if (days === 1) return { key: 'clock.tomorrow', n: 1, tone: 'soon' }
  return { key: 'clock.left', n: days, tone: 'calm' }
}
