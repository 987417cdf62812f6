// Times as people here say them, always in Shanghai time whatever the phone's zone is.
import { t } from './index'

const ZONE = 'Asia/Shanghai'

function parts(iso: string): Record<string, string> {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: ZONE, year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false,
  })
  const named = Object.fromEntries(format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]))
  // With a two-digit hour some phones also write the month with two digits.
  return { ...named, month: String(Number(named.month)), day: String(Number(named.day)) }
}

/** 11月22日 15:20; with the year when it is not this one. */
export function dateTime(iso: string, now: Date = new Date()): string {
  const at = parts(iso)
  const key = at.year === parts(now.toISOString()).year ? 'date.day_time' : 'date.year_day_time'
  return t(key, { ...at, hour: at.hour === '24' ? '00' : at.hour ?? '' })
}

/** 15:20 */
export function clockTime(iso: string): string {
  const { hour = '', minute = '' } = parts(iso)
  return `${hour === '24' ? '00' : hour}:${minute}`
}

/** 2026-11-22, to tell days apart. */
export function calendarDay(iso: string): string {
  const { year = '', month = '', day: date = '' } = parts(iso)
  return `${year}-${month}-${date}`
}

/** 11月22日 */
export function day(iso: string): string {
  return t('date.day', parts(iso))
}

/** 2026年11月22日; takes a civil day (2026-11-22) too. */
export function yearDay(iso: string): string {
  return t('date.year_day', parts(iso))
}

/** 11月30日（周一）24 点前: a deadline is the end of a day; one within a day says its hour. */
export function deadline(iso: string): string {
  const { hour, minute, ...at } = parts(iso)
  const when = { ...at, weekday: weekday(iso), hour: String(Number(hour)), minute: minute ?? '' }
  if (hour === '23' && minute === '59') return t('date.deadline', when)
  return t(minute === '00' ? 'date.deadline_hour' : 'date.deadline_at', when)
}

/** 18:00 */
export function hourOf(iso: string): string {
  const { hour, minute } = parts(iso)
  return `${hour === '24' ? '00' : hour}:${minute}`
}

function weekday(iso: string): string {
  return t(`date.weekday${new Date(Date.parse(iso) + 8 * 3_600_000).getUTCDay()}`)
}

/** 刚刚, 5 分钟前, 3 小时前, 2 天前; older than a week: the day. */
export function ago(iso: string, now: number = Date.now()): string {
  const minutes = Math.max(0, Math.round((now - Date.parse(iso)) / 60_000))
  if (minutes < 2) return t('date.now')
  if (minutes < 60) return t('date.minutes_ago', { n: minutes })
  if (minutes < 60 * 24) return t('date.hours_ago', { n: Math.floor(minutes / 60) })
  if (minutes < 60 * 24 * 7) return t('date.days_ago', { n: Math.floor(minutes / 60 / 24) })
  return day(iso)
}

/** 2026-11-22, for names of files. */
export function dayText(at: Date): string {
  const { year, month, day: of } = parts(at.toISOString())
  return [year, month?.padStart(2, '0'), of?.padStart(2, '0')].join('-')
}
