// The ledger at a desk: one line a case.
import type { CaseSummary } from '../../api/types'
import { named, t } from '../../i18n'
import { day } from '../../i18n/dates'
import { StatusPill } from '../../ui'
import { ClockWords } from './CaseCard'
import { toneOf } from './tone'

const COLUMNS = ['what', 'where', 'unit', 'state', 'clock', 'reported']

export function CaseTable({ items }: { items: readonly CaseSummary[] }) {
  return (
    <div class="table-wrap">
      <table class="table">
        <thead>
          <tr>
            {COLUMNS.map((key) => <th key={key} scope="col">{t(`table.${key}`)}</th>)}
          </tr>
        </thead>
        <tbody>{items.map((item) => <Row key={item.id} item={item} />)}</tbody>
      </table>
    </div>
  )
}

function Row({ item }: { item: CaseSummary }) {
  return (
    <tr>
      <td class="what">
        {item.severity === 'major' && <><span class="badge">{t('case.major')}</span>{' '}</>}
        <a href={`/app/cases/${item.id}`}>{item.category_label}</a>
        {item.ledger_no && <span class="code">{item.ledger_no}</span>}
      </td>
      <td class="where">{item.school?.name ?? t('case.no_school')}<br /><span class="soft">{item.place}</span></td>
      <td>{item.lead_unit?.name ?? '—'}</td>
      <td class="nowrap"><StatusPill tone={toneOf(item.state)}>{named(`state.${item.state}`, item.state_label)}</StatusPill></td>
      <td class="nowrap"><ClockWords item={item} /></td>
      <td class="nowrap">{day(item.reported_at)}</td>
    </tr>
  )
}
