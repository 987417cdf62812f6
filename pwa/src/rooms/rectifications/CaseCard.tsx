// A case in a list on the phone: picture, what, where, how it stands and how long there is.
import type { CaseSummary } from '../../api/types'
import { named, t } from '../../i18n'
import { ago, day } from '../../i18n/dates'
import { Link } from '../../router'
import { Icon, StatusPill } from '../../ui'
import { clockOf } from './clock'
import { flagsOf, type Flag } from './flags'
import { toneOf } from './tone'

export function CaseCard({ item }: { item: CaseSummary }) {
  const clock = clockOf(item)
  return (
    <Link to={`/app/cases/${item.id}`} class={clock?.tone === 'late' ? 'case-card late' : 'case-card'}>
      <span class="thumb">
        {item.thumbnail ? <img src={item.thumbnail} alt="" loading="lazy" /> : <Icon name="place" />}
      </span>
      <span class="body">
        <h3>{item.category_label}</h3>
        <p class="place">{placeLine(item)}</p>
        <Marks item={item} />
      </span>
    </Link>
  )
}

/** State, severity, clock and flags; the clock of a case without a due date is its age. */
export function Marks({ item }: { item: CaseSummary }) {
  return (
    <span class="marks">
      {item.severity === 'major' && <span class="badge">{t('case.major')}</span>}
      <StatusPill tone={toneOf(item.state)}>{named(`state.${item.state}`, item.state_label)}</StatusPill>
      <ClockWords item={item} />
      {flagsOf(item).map((flag) => <span key={flag.key} class={`flag ${flag.tone}`}>{flagWords(flag)}</span>)}
    </span>
  )
}

export const flagWords = ({ key, n, day: until }: Flag): string => t(key, { n: n ?? 0, day: until ? day(until) : '' })

export function ClockWords({ item }: { item: CaseSummary }) {
  const clock = clockOf(item)
  if (!clock) return <span class="soft">{t('clock.reported', { ago: ago(item.reported_at) })}</span>
  return <span class={`clock ${clock.tone}`}><Icon name="clock" />{t(clock.key, { n: clock.n, time: clock.time })}</span>
}

export function placeLine({ school, place }: CaseSummary): string {
  return [school?.name ?? t('case.no_school'), place].filter(Boolean).join('·')
}
