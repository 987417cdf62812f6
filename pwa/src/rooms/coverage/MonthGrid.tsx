// The grid of a month: one choice among its days, each with number, sign and colour; the arrow keys walk through it.
// Seven columns of 60 px do not fit a phone: whoever finds a day too narrow steps from day to day below the grid.
import { useId } from 'preact/hooks'

import type { MonthDay } from '../../api/rounds'
import { t } from '../../i18n'
import { Icon } from '../../ui'
import { weeksOf } from './month'
import { signOf } from './states'

interface Props {
  month: string; days: readonly MonthDay[]; today: string; chosen: string | undefined; onDay: (day: string) => void
}

export function MonthGrid({ month, days, today, chosen, onDay }: Props) {
  const name = useId()
  const found = new Map(days.map((each) => [each.day, each]))
  return (
    <fieldset class="month-grid">
      <legend class="sr">{t('coverage.choose_day')}</legend>
      {[1, 2, 3, 4, 5, 6, 0].map((weekday) => <span key={weekday} class="weekday" aria-hidden="true">{t(`date.short${weekday}`)}</span>)}
      {weeksOf(month).flat().map((day, place) => {
        const of = day ? found.get(day) : undefined
        if (!day || !of) return <Bare key={day ?? place} day={day} today={today} />
        return (
          <label key={day} class={`day ${of.state}${day === chosen ? ' on' : ''}${day === today ? ' today' : ''}`}>
            <input type="radio" name={name} value={day} checked={day === chosen} onChange={() => onDay(day)}
              aria-label={t('coverage.day_says', { day: Number(day.slice(8)), state: t(`round.${of.state}`), n: of.runs.length })} />
            <span aria-hidden="true">{Number(day.slice(8))}</span>
            <Icon path={signOf(of.state)} />
            <small aria-hidden="true">{t(`month.${of.state}`)}</small>
          </label>
        )
      })}
    </fieldset>
  )
}

function Bare({ day, today }: { day: string | undefined; today: string }) {
  return <span class={day === today ? 'day bare today' : 'day bare'}>{day && Number(day.slice(8))}</span>
}
