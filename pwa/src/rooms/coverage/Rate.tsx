// A rate as a number and a bar; where nothing was due there is none, and it says so instead of showing nought.
import type { CoverageCounts } from '../../api/rounds'
import { t } from '../../i18n'
import { percent } from './coverage'

export function Rate({ counts }: { counts: CoverageCounts }) {
  const share = percent(counts.rate)
  if (share === undefined) return <span class="rate none">{t('coverage.no_rate')}</span>
  return (
    <span class="rate">
      <b>{share}%</b>
      <span class="bar" aria-hidden="true"><span style={{ width: `${share}%` }} /></span>
      <span class="soft">{t('coverage.points', { visited: counts.points_visited, due: counts.points_due })}</span>
    </span>
  )
}

export const excusesOf = (counts: CoverageCounts, say: (reason: string, label: string) => string): string =>
  counts.excused_shown.map(({ reason, label, count }) => `${say(reason, label)} ${count}`).join(t('coverage.and'))
