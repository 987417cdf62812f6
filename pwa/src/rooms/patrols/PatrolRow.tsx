// On 我的事: the rounds of today, if there are any. Reading them here also puts them on the phone before anybody leaves.
import { t } from '../../i18n'
import { Icon } from '../../ui'
import { WALK } from '../staff_icons'
import { isRunning, progress } from './day'
import { useDay } from './useDay'

export function PatrolRow() {
  const { today, unsent } = useDay()
  const runs = today?.runs ?? []
  if (runs.length === 0) return null
  const running = runs.filter((run) => isRunning(run, Date.now()))
  const left = running.reduce((sum, run) => sum + run.points.length - progress(run, unsent).seen, 0)
  return (
    <nav class="rows patrol-row">
      <a class="row" href="/app/patrol">
        <Icon path={WALK} />
        <span><b>{t('patrol.today')}</b><small>{t(running.length ? 'patrol.row_running' : 'patrol.row_later', { n: runs.length, left })}</small></span>
        <Icon name="next" />
      </a>
    </nav>
  )
}
