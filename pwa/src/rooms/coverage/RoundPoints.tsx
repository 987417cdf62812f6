// The points of a round in their order, missing ones marked; and visits that came too early or too late to count.
import type { Round, RoundPoint } from '../../api/rounds'
import { t } from '../../i18n'
import { clockTime, dateTime } from '../../i18n/dates'
import { Icon } from '../../ui'
import { signOf } from './states'

export function RoundPoints({ round }: { round: Round }) {
  const missing = round.points_count - round.visited_count
  const outside = round.visits.filter(({ counted }) => !counted)
  const nameOf = (id: string) => round.points.find(({ checkpoint }) => checkpoint.id === id)?.checkpoint.name ?? ''
  return (
    <>
      <section>
        <h2>{t(missing ? 'round.points_missing' : 'round.points', { n: missing })}</h2>
        <ol class="rows points">{round.points.map((point) => <Point key={point.position} point={point} round={round} />)}</ol>
      </section>
      {outside.length > 0 && (
        <section>
          <h2>{t('round.outside')}</h2>
          <ul class="rows points">
            {outside.map((visit) => (
              <li class="row" key={visit.id}>
                <span>{nameOf(visit.checkpoint_id)}<small>{[dateTime(visit.happened_at), visit.by].filter(Boolean).join(' · ')}</small></span>
              </li>
            ))}
          </ul>
          <p class="soft">{t('round.outside_means')}</p>
        </section>
      )}
    </>
  )
}

/** What is not over yet is not missing yet. */
function Point({ point, round }: { point: RoundPoint; round: Round }) {
  const { visited } = point
  const waits = round.state === 'open' || round.state === 'planned'
  const state = visited ? 'done' : waits ? 'planned' : 'missed'
  const by = round.visits.find(({ id }) => id === visited?.visit_id)?.by
  const said = visited
    ? [t('round.at', { at: clockTime(visited.happened_at) }), by, visited.result === 'problem' && t('round.problem')]
    : [t(waits ? 'round.not_yet' : 'round.point_missed')]
  return (
    <li class={`row ${state}`}>
      <Icon path={signOf(state)} />
      <span>{point.checkpoint.name}<small>{said.filter(Boolean).join(' · ')}</small></span>
    </li>
  )
}
