// Look-backs at a desk: one line each; the case opens by its name.
import type { LookBack } from '../../api/look_backs'
import { t } from '../../i18n'
import { day } from '../../i18n/dates'
import { drawn, Result, WhenWords } from './LookBackCard'

export function LookBackTable({ items, done }: { items: readonly LookBack[]; done: boolean }) {
  const columns = ['what', 'where', 'unit', done ? 'result' : 'when', 'due'] as const
  return (
    <div class="table-wrap">
      <table class="table look-back-table">
        <thead><tr>{columns.map((key) => <th key={key} scope="col">{t(`look_back.column_${key}`)}</th>)}</tr></thead>
        <tbody>{items.map((item) => <Row key={item.id} item={item} />)}</tbody>
      </table>
    </div>
  )
}

function Row({ item }: { item: LookBack }) {
  const { case: found } = item
  return (
    <tr>
      <td class="what">
        {found.severity === 'major' && <><span class="badge">{t('case.major')}</span>{' '}</>}
        <a href={`/app/cases/${found.id}`}>{found.category_label}</a>
        {found.ledger_no && <span class="code">{found.ledger_no}</span>}
      </td>
      <td class="where">{found.school?.name ?? t('case.no_school')}<br /><span class="soft">{found.place}</span></td>
      <td class="unit">{found.lead_unit?.name ?? '—'}</td>
      <td class="when"><Result item={item} /><WhenWords item={item} /></td>
      <td class="why">{day(item.due_at)}<br /><span class="soft">{drawn(item)}</span></td>
    </tr>
  )
}
