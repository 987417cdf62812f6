// Messages by the day they came, in Shanghai time: today, yesterday, then the date.
import type { InboxItem } from '../../api/inbox'
import { t } from '../../i18n'
import { calendarDay, day } from '../../i18n/dates'

export interface Day { key: string; label: string; items: InboxItem[] }

const DAY_MS = 86_400_000

export function byDay(items: readonly InboxItem[], now: number = Date.now()): Day[] {
  const days: Day[] = []
  for (const item of items) {
    const key = calendarDay(item.created_at)
    const last = days[days.length - 1]
    if (last?.key === key) last.items.push(item)
    else days.push({ key, label: labelOf(item.created_at, key, now), items: [item] })
  }
  return days
}

function labelOf(iso: string, key: string, now: number): string {
  if (key === calendarDay(new Date(now).toISOString())) return t('inbox.today')
  if (key === calendarDay(new Date(now - DAY_MS).toISOString())) return t('inbox.yesterday')
  return day(iso)
}
