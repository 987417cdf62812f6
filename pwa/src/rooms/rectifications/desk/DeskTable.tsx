// The ledger at a desk: one line a case, its head stays in sight, one row has the focus.
import type { ComponentChildren, RefObject } from 'preact'

import type { CaseSummary } from '../../../api/types'
import { named, t } from '../../../i18n'
import { day } from '../../../i18n/dates'
import { StatusPill } from '../../../ui'
import { ClockWords } from '../CaseCard'
import { toneOf } from '../tone'
import { SORTS, type ColumnKey } from './columns'

const CELLS: Record<ColumnKey, (item: CaseSummary) => ComponentChildren> = {
  number: (item) => item.ledger_no && <span class="code">{item.ledger_no}</span>,
  where: (item) => <>{item.school?.name ?? t('case.no_school')}<br /><span class="soft">{item.place}</span></>,
  unit: (item) => item.lead_unit?.name ?? '—',
  state: (item) => <StatusPill tone={toneOf(item.state)}>{named(`state.${item.state}`, item.state_label)}</StatusPill>,
  severity: (item) => item.severity && t(`severity.${item.severity}`),
  handling: (item) => (item.handling ? t(`handling.${item.handling}`) : '—'),
  clock: (item) => <ClockWords item={item} />,
  due: (item) => (item.due_at ? day(item.due_at) : '—'),
  reported: (item) => day(item.reported_at),
}
const WRAPPED: readonly ColumnKey[] = ['where', 'unit']

export function DeskTable({ items, columns, active, open, sort, body, address, onOpen, onSort }: {
  items: readonly CaseSummary[]; columns: readonly ColumnKey[]; active: number; open: string; sort: string
  body: RefObject<HTMLTableSectionElement | null>; address: (id: string) => string
  onOpen: (index: number) => void; onSort: (sort: string) => void
}) {
  return (
    <div class="table-wrap ledger-wrap">
      <table class="table ledger-table">
        <thead>
          <tr>
            <th scope="col">{t('table.what')}</th>
            {columns.map((key) => <Head key={key} column={key} sort={sort} onSort={onSort} />)}
          </tr>
        </thead>
        <tbody ref={body}>
          {items.map((item, index) => (
            <Row key={item.id} item={item} columns={columns} focused={index === active} open={item.id === open}
              address={address(item.id)} onOpen={() => onOpen(index)} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Head({ column, sort, onSort }: { column: ColumnKey; sort: string; onSort: (sort: string) => void }) {
  const by = SORTS[column]
  if (by === undefined) return <th scope="col">{t(`table.${column}`)}</th>
  const on = by === sort
  return (
    <th scope="col" aria-sort={on ? (by === 'due' ? 'ascending' : 'descending') : undefined}>
      <button type="button" class="sorter" title={t(by ? 'ledger.sort_due' : 'ledger.sort_reported')} onClick={() => onSort(by)}>
        {t(`table.${column}`)}<span aria-hidden="true">{on ? (by === 'due' ? ' ↑' : ' ↓') : ' ↕'}</span>
      </button>
    </th>
  )
}

function Row({ item, columns, focused, open, address, onOpen }: {
  item: CaseSummary; columns: readonly ColumnKey[]; focused: boolean; open: boolean; address: string; onOpen: () => void
}) {
  const press = (event: MouseEvent) => {
    // A new tab, or a selected word to copy, is the browser's business.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0 || String(getSelection())) return
    event.preventDefault()
    onOpen()
  }
  const look = [focused && 'focused', open && 'open'].filter(Boolean).join(' ')
  return (
    <tr class={look} tabIndex={focused ? 0 : -1} onClick={press}>
      <td class="what">
        {item.severity === 'major' && <><span class="badge">{t('case.major')}</span>{' '}</>}
        <a href={address} aria-current={open ? 'true' : undefined}>{item.category_label}</a>
        {item.ledger_no && !columns.includes('number') && <span class="code">{item.ledger_no}</span>}
      </td>
      {columns.map((key) => <td key={key} class={WRAPPED.includes(key) ? key : 'nowrap'}>{CELLS[key](item)}</td>)}
    </tr>
  )
}
