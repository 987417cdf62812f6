// A month as weeks from Monday to Sunday, for the grid; days are texts like 2026-11-26.
import { plusDays } from './period'

const MONTH = /^20\d\d-(0[1-9]|1[0-2])$/

/** The month asked for, else the one of `today`. */
export const monthOf = (asked: string | null, today: string): string => (asked && MONTH.test(asked) ? asked : today.slice(0, 7))

export function besideMonth(month: string, step: 1 | -1): string {
  const first = `${month}-01`
  return (step === 1 ? plusDays(first, 31) : plusDays(first, -1)).slice(0, 7)
}

/** Weeks of seven; undefined where the week reaches into another month. */
export function weeksOf(month: string): (string | undefined)[][] {
  const first = `${month}-01`
  const before = (new Date(`${first}T00:00:00Z`).getUTCDay() + 6) % 7
  const weeks: (string | undefined)[][] = []
  for (let day = plusDays(first, -before); day.slice(0, 7) <= month; day = plusDays(day, 7)) {
    const week = Array.from({ length: 7 }, (_, n) => plusDays(day, n))
    weeks.push(week.map((each) => (each.slice(0, 7) === month ? each : undefined)))
  }
  return weeks
}

/** The day to show first: the one asked for, else today, else the last with rounds. */
export function dayToShow(asked: string | null, today: string, days: readonly { day: string }[]): string | undefined {
  const has = (day: string | null) => days.some((each) => each.day === day)
  if (asked && has(asked)) return asked
  return has(today) ? today : days[days.length - 1]?.day
}
