// The rounds of one day: when, how many points, which state; and the way to the day before and after.
import type { MonthDay, MonthRound } from '../../api/rounds'
import { named, t } from '../../i18n'
import { clockTime } from '../../i18n/dates'
import { EmptyState, Icon } from '../../ui'
import { StateSign } from './StateSign'

interface Props {
  days: readonly MonthDay[]; chosen: string | undefined; open: boolean; onDay: (day: string) => void
}

export function DayRounds({ days, chosen, open, onDay }: Props) {
  const at = days.findIndex(({ day }) => day === chosen)
  const found = days[at]
  if (!found) return <EmptyState icon="list" title={t('coverage.none')}>{t('coverage.no_rounds')}</EmptyState>
  const title = t('date.day', { month: Number(found.day.slice(5, 7)), day: Number(found.day.slice(8)) })
  return (
    <section class="day-rounds" aria-live="polite">
      <header class="month-head">
        <Step label={t('coverage.day_before')} icon="back" to={days[at - 1]?.day} onDay={onDay} />
        <h2>{title}</h2>
        <Step label={t('coverage.day_after')} icon="next" to={days[at + 1]?.day} onDay={onDay} />
      </header>
      <div class="rows">
        {found.runs.map((round) => (open
          ? <a class="row" key={round.id} href={`/app/rounds/${round.id}`}><Line round={round} /><Icon name="next" /></a>
          : <p class="row" key={round.id}><Line round={round} /></p>))}
      </div>
    </section>
  )
}

function Step({ label, icon, to, onDay }: {
  label: string; icon: 'back' | 'next'; to: string | undefined; onDay: (day: string) => void
}) {
  return (
    <button type="button" class="step" aria-label={label} disabled={!to} onClick={() => to && onDay(to)}>
      <Icon name={icon} />
    </button>
  )
}

function Line({ round }: { round: MonthRound }) {
  return (
    <span>
      <b>{t('coverage.hours', { from: clockTime(round.starts_at), to: clockTime(round.closes_at) })}</b>
      {round.by_hand && <span class="soft"> {t('coverage.by_hand')}</span>}
      <span class="marks">
        <StateSign state={round.state} label={round.state_label} />
        <span class="soft">{t('coverage.n_of', { visited: round.visited_count, due: round.points_count })}</span>
        {round.excuse && <span class="soft">{named(`excuse.${round.excuse}`, round.excuse_label ?? '')}</span>}
      </span>
    </span>
  )
}
