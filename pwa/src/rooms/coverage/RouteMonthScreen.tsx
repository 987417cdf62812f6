// A route's month: a grid of days by sign and colour, and below it the rounds of the day that was chosen.
import { useEffect, useState } from 'preact/hooks'

import { readRouteMonth, type RouteMonth } from '../../api/rounds'
import type { Problem } from '../../api/client'
import { named, t } from '../../i18n'
import { dayText } from '../../i18n/dates'
import { navigate, type ScreenProps } from '../../router'
import { Banner, Icon, Loading } from '../../ui'
import { BackLink } from '../shell/BackLink'
import { Trouble } from '../shell/Trouble'
import { DayRounds } from './DayRounds'
import { besideMonth, dayToShow, monthOf } from './month'
import { MonthGrid } from './MonthGrid'
import { signOf, STATES } from './states'

export default function RouteMonthScreen({ params, query }: ScreenProps) {
  const id = params.id ?? ''
  const today = dayText(new Date())
  const month = monthOf(query.get('month'), today)
  const { found, problem, load } = useMonth(id, month)
  const go = (to: string, day?: string) =>
    navigate(`/app/coverage/routes/${id}?month=${to}${day ? `&day=${day}` : ''}`, { replace: true, stay: true })
  if (problem && !found) return <><BackLink to="/app/coverage" /><Trouble problem={problem} onRetry={load} /></>
  if (!found) return <Loading label={t('loading')} />
  const chosen = dayToShow(query.get('day'), today, found.days)
  return (
    <section class="route-month">
      <header>
        <BackLink to="/app/coverage?by=route" />
        <h1>{found.route.name}</h1>
        <p class="soft">{found.school.name} · {named(`route_kind.${found.route.kind}`, found.route.kind_label)}</p>
      </header>
      {found.route.retired && <Banner><p>{t('coverage.route_retired')}</p></Banner>}
      {problem && <Banner tone="warning" icon="offline"><p>{t('work.old_view')}</p></Banner>}
      <div class="month-and-day">
        <div>
          <MonthHead month={month} onMonth={(to) => go(to)} />
          <MonthGrid month={month} days={found.days} today={today} chosen={chosen} onDay={(day) => go(month, day)} />
          <Legend />
        </div>
        <DayRounds days={found.days} chosen={chosen} open={found.readable} onDay={(day) => go(month, day)} />
      </div>
    </section>
  )
}

function MonthHead({ month, onMonth }: { month: string; onMonth: (month: string) => void }) {
  const [year = '', of = ''] = month.split('-')
  return (
    <div class="month-head">
      <button type="button" class="step" aria-label={t('coverage.month_before')} onClick={() => onMonth(besideMonth(month, -1))}>
        <Icon name="back" />
      </button>
      <h2>{t('coverage.month_of', { year, month: Number(of) })}</h2>
      <button type="button" class="step" aria-label={t('coverage.month_after')} onClick={() => onMonth(besideMonth(month, 1))}>
        <Icon name="next" />
      </button>
    </div>
  )
}

function Legend() {
  return (
    <p class="legend">
      {STATES.map((state) => <span key={state} class={`round-state ${state}`}><Icon path={signOf(state)} />{t(`round.${state}`)}</span>)}
    </p>
  )
}

function useMonth(id: string, month: string) {
  const [found, setFound] = useState<RouteMonth>()
  const [problem, setProblem] = useState<Problem>()
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    let old = false
    void readRouteMonth(id, month).then((result) => {
      if (old) return
      setProblem(result.ok ? undefined : result.problem)
      if (result.ok) setFound(result.value)
    })
    return () => { old = true }
  }, [id, month, asked])
  // While the next month is on its way the frame stays, without the days of the month before.
  const shown = found && (found.month.slice(0, 7) === month ? found : { ...found, days: [] })
  return { found: shown, problem, load: () => setAsked(asked + 1) }
}
