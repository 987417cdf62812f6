// One round in the day: what, until when, how far, and the next point with its way.
import type { Run } from '../../api/patrols'
import { t } from '../../i18n'
import { clockTime } from '../../i18n/dates'
import { Link } from '../../router'
import { Icon, Ring, StatusPill, type PillTone } from '../../ui'
import { isRunning, nextPoint, progress, type Unsent } from './day'
import { nearestTo } from './nearest'
import type { LatLng } from './where'
import { wayWords } from './words'

type Here = (LatLng & { accuracy_m: number }) | undefined

const TONES: Record<string, PillTone> = { done: 'done', partial: 'wait', missed: 'late' }

export function RunCard({ run, unsent, here, now }: { run: Run; unsent: Unsent; here: Here; now: number }) {
  const { seen, all } = progress(run, unsent)
  const running = isRunning(run, now)
  const next = running ? nextPoint(run, unsent, nearestTo(here)) : undefined
  return (
    <Link to={`/app/patrol/${run.id}`} class={running ? 'run-card running' : 'run-card'}>
      <Ring done={seen} all={all} label={t('patrol.progress', { n: seen, all })} />
      <span class="body">
        <h3>{run.route.name}</h3>
        <p class="soft">{run.school.short_name}·{t('patrol.round', { n: run.round_no })}·{clockTime(run.opens_at)}–{clockTime(run.closes_at)}</p>
        {next
          ? <p class="next-point"><Icon name="place" /><span><b>{next.checkpoint.name}</b>{' '}{wayWords(here, next)}</span></p>
          : <StatusPill tone={TONES[run.state] ?? 'off'}>{seen === all && all > 0 ? t('patrol.all_seen') : t(`patrol.state.${run.state}`)}</StatusPill>}
      </span>
    </Link>
  )
}
