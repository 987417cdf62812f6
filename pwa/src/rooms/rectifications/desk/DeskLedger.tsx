// 台账 at a desk: filters and counts above, one line a case, the chosen case beside it; all of it in the address.
import { useEffect, useRef, useState } from 'preact/hooks'

import type { CaseDetail } from '../../../api/cases'
import { t } from '../../../i18n'
import { navigate } from '../../../router'
import { useMe } from '../../../session'
import { Button, EmptyState, Loading } from '../../../ui'
import { Trouble } from '../../shell/Trouble'
import { countFilters, writeFilters, type Filters } from '../filters'
import type { CaseList } from '../useCaseList'
import { CaseDrawer } from './CaseDrawer'
import { DeskFilters } from './DeskFilters'
import { DeskHead } from './DeskHead'
import { DeskTable } from './DeskTable'
import { useColumns, type ColumnKey } from './columns'
import { useKeys } from './keys'

/** What is left of the columns while a case stands beside them: the rest is told there. */
const BESIDE: readonly ColumnKey[] = ['number', 'where', 'state', 'clock']

export function DeskLedger({ filters, list, open, onChange }: {
  filters: Filters; list: CaseList; open: string; onChange: (more: Partial<Filters>) => void
}) {
  const me = useMe()
  const [columns, setColumns] = useColumns(me.account.id)
  const [active, setActive] = useState(-1)
  const [moved, setMoved] = useState(0)
  const [help, setHelp] = useState(false)
  const rows = useRef<HTMLTableSectionElement>(null)
  const items = list.items ?? []
  const search = writeFilters(filters)

  useEffect(() => setActive(-1), [search])
  const focus = (index: number) => {
    setActive(index)
    const row = rows.current?.rows[index]
    row?.focus({ preventScroll: true })
    row?.scrollIntoView({ block: 'nearest' })
  }
  const address = (id: string) => `/app/cases${writeFilters(filters, { case: id })}`
  // Leafing through cases leaves one step behind it, not thirty.
  const show = (id: string) => navigate(address(id), { stay: true, replace: Boolean(open) })
  const close = () => {
    navigate(`/app/cases${search}`, { stay: true })
    focus(active)
  }
  const step = (by: number) => {
    const next = Math.min(Math.max(active + by, 0), items.length - 1)
    if (active + by >= items.length && list.next && !list.busy) list.more()
    focus(next)
    const item = items[next]
    if (open && item) show(item.id)
  }
  const enter = () => {
    const item = items[active]
    if (item) show(item.id)
  }
  const keys = useKeys({ step, enter, escape: () => open && close(), help: () => setHelp(true) }, me.account.id)
  const changed = (next: CaseDetail) => {
    list.patch(next)
    setMoved(moved + 1)
  }
  return (
    <section class={open ? 'desk-ledger beside' : 'desk-ledger'}>
      <DeskHead filters={filters} columns={columns} onColumns={setColumns} help={help} onHelp={setHelp} keys={keys} />
      <DeskFilters filters={filters} moved={moved} onChange={onChange} />
      {list.problem && !list.items && <Trouble problem={list.problem} onRetry={list.reload} />}
      {!list.items && !list.problem && <Loading label={t('loading')} />}
      {items.length > 0 && (
        <DeskTable items={items} columns={open ? columns.filter((key) => BESIDE.includes(key)) : columns} active={active} open={open} sort={filters.sort} body={rows} address={address}
          onOpen={(index) => { setActive(index); show(items[index]?.id ?? '') }} onSort={(sort) => onChange({ sort })} />
      )}
      {list.items && !items.length && <Nothing filters={filters} />}
      {list.items && list.next && (
        <div class="more">
          {list.problem && <p class="soft" role="alert">{list.problem.title}</p>}
          <Button look="quiet" busy={list.busy} onPress={list.more}>{t(filters.q ? 'ledger.search_on' : 'ledger.more')}</Button>
        </div>
      )}
      {open && <CaseDrawer key={open} id={open} onChange={changed} onClose={close} />}
    </section>
  )
}

function Nothing({ filters }: { filters: Filters }) {
  const key = countFilters(filters) > 0 || filters.q ? 'ledger.none_found' : 'ledger.none'
  return <EmptyState icon="list" title={t(key)}>{t(`${key}_detail`)}</EmptyState>
}
