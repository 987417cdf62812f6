// The points of a round: those that are missing first, then the others in their order; and visits at other times.
import type { Round, RoundPoint } from '../../api/rounds'
import { t } from '../../i18n'
import { clockTime, dateTime } from '../../i18n/dates'
import { Icon } from '../../ui'
import { signOf } from './states'

export function RoundPoints({ round }: { round: Round }) {
  const seen = round.points.filter(({ visited }) => visited)
  const missing = round.points.filter(({ visited }) => !visited)
  // What is not over yet is not missing yet.
  const waits = round.state === 'open' || round.state === 'planned'
  return (
    <>
      {missing.length > 0 && (
        <Points title={t(waits ? 'round.points_waiting' : 'round.points_missing', { n: missing.length })}
          points={missing} round={round} state={waits ? 'planned' : 'missed'} />
      )}
      {seen.length > 0 && (
        <Points title={missing.length ? t('round.points_seen', { n: seen.length }) : t('round.points')}
          points={seen} round={round} state="done" />
      )}
      <Outside round={round} />
    </>
  )
}

function Points({ title, points, round, state }: { title: string; points: RoundPoint[]; round: Round; state: string }) {
  return (
    <section>
      <h2>{title}</h2>
      <ul class="rows points">
        {points.map((point) => (
          <li class={`row ${state}`} key={point.position}>
            <Icon path={signOf(state)} />
            <span>{point.checkpoint.name}<small>{saidOf(point, round, state)}</small></span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function saidOf({ visited }: RoundPoint, round: Round, state: string): string {
  if (!visited) return t(state === 'planned' ? 'round.not_yet' : 'round.point_missed')
  const by = round.visits.find(({ id }) => id === visited.visit_id)?.by
  const at = t('round.at', { at: clockTime(visited.happened_at) })
  return [at, by, visited.result === 'problem' && t('round.problem')].filter(Boolean).join(' · ')
}

function Outside({ round }: { round: Round }) {
  const outside = round.visits.filter(({ counted }) => !counted)
  const nameOf = (id: string) => round.points.find(({ checkpoint }) => checkpoint.id === id)?.checkpoint.name ?? ''
  if (!outside.length) return null
  return (
    <section>
      <h2>{t('round.outside')}</h2>
      <ul class="rows points">
        {outside.map((visit) => (
          <li class="row" key={visit.id}>
            <span>
              {nameOf(visit.checkpoint_id)}<small>{[dateTime(visit.happened_at), visit.by].filter(Boolean).join(' · ')}</small>
            </span>
          </li>
        ))}
      </ul>
      <p class="soft">{t('round.outside_means')}</p>
    </section>
  )
}
