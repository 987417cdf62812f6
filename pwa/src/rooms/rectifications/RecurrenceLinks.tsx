// What this case came back from, and as what it came back: each a way to the other end.
import type { CaseDetail } from '../../api/cases'
import { t } from '../../i18n'
import { yearDay } from '../../i18n/dates'
import { Icon } from '../../ui'
import { AGAIN } from '../staff_icons'

export function RecurrenceLinks({ item: { recurrence_of: before, came_back_as: after } }: { item: CaseDetail }) {
  if (!before && !after.length) return null
  return (
    <nav class="rows came-back" aria-label={t('recurrence.title')}>
      {before && <Row id={before.id} said="recurrence.of" no={before.ledger_no} at={before.closed_at} />}
      {after.map(({ id, ledger_no, assigned_at }) => (
        <Row key={id} id={id} said="recurrence.came_back" no={ledger_no} at={assigned_at} />
      ))}
    </nav>
  )
}

function Row({ id, said, no, at }: { id: string; said: string; no: string | null; at: string | null }) {
  return (
    <a class="row" href={`/app/cases/${id}`}>
      <Icon path={AGAIN} />
      <span><b>{t(said, { no: no ?? '' })}</b>{at && <small>{t(`${said}_detail`, { day: yearDay(at) })}</small>}</span>
      <Icon name="next" />
    </a>
  )
}
