// Days from … to, both included, as they stand in the address; the usual ones by name.
export interface Period { from: string; to: string }

export const PRESETS = ['days7', 'days30', 'month', 'last_month'] as const
export type Preset = (typeof PRESETS)[number]
const LONGEST_DAYS = 366
const DAY = /^\d{4}-\d{2}-\d{2}$/

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`)
const text = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

export const plusDays = (day: string, n: number): string => text(at(day) + n * 86_400_000)
export const daysBetween = ({ from, to }: Period): number => Math.round((at(to) - at(from)) / 86_400_000) + 1

/** `today`: 2026-11-26, the day in Shanghai. */
export function presetOf(name: Preset, today: string): Period {
  const first = `${today.slice(0, 7)}-01`
  if (name === 'days7') return { from: plusDays(today, -6), to: today }
  if (name === 'days30') return { from: plusDays(today, -29), to: today }
  if (name === 'month') return { from: first, to: today }
  const end = plusDays(first, -1)
  return { from: `${end.slice(0, 7)}-01`, to: end }
}

/** What the address asks for; nonsense and what the server would refuse becomes the last 30 days. */
export function periodOf(query: URLSearchParams, today: string): Period {
  const asked = { from: query.get('from') ?? '', to: query.get('to') ?? '' }
  return isPeriod(asked) ? asked : presetOf('days30', today)
}

export function isPeriod({ from, to }: Period): boolean {
  if (!isDay(from) || !isDay(to)) return false
  const days = daysBetween({ from, to })
  return days >= 1 && days <= LONGEST_DAYS
}

/** Which preset a period is; undefined: one's own. On the first of a month "this month" is that day alone. */
export const nameOf = (period: Period, today: string): Preset | undefined =>
  PRESETS.find((name) => {
    const { from, to } = presetOf(name, today)
    return from === period.from && to === period.to
  })

function isDay(day: string): boolean {
  return DAY.test(day) && !Number.isNaN(at(day)) && text(at(day)) === day
}
