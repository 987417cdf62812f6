// Search, the states with how many wait in each, what is chosen, and the rest of the filters in a panel that folds away.
import { useEffect, useState } from 'preact/hooks'

import { readCounts } from '../../../api/cases'
import { t } from '../../../i18n'
import { Icon } from '../../../ui'
import { FILTER } from '../../staff_icons'
import { askedOf, countFilters, NO_FILTERS, OPEN_STATES, writeFilters, type Filters } from '../filters'
import { Search } from '../LedgerFilters'
import { chosen } from './chosen'
import { FilterPanel } from './FilterPanel'

type Change = (more: Partial<Filters>) => void

export function DeskFilters({ filters, moved, onChange }: { filters: Filters; moved: number; onChange: Change }) {
  const [open, setOpen] = useState(false)
  const count = countFilters(filters)
  return (
    <div class="desk-filters">
      <div class="line">
        <Search q={filters.q} onSearch={(q) => onChange({ q })} />
        <button type="button" class="tool" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon path={FILTER} />{count ? t('ledger.filters_n', { n: count }) : t('ledger.filters')}
        </button>
      </div>
      <States filters={filters} moved={moved} onChange={onChange} />
      {open && <FilterPanel filters={filters} onChange={onChange} />}
      <Chosen filters={filters} onChange={onChange} />
    </div>
  )
}

function States({ filters, moved, onChange }: { filters: Filters; moved: number; onChange: Change }) {
  const counts = useCounts(filters, moved)
  const sum = counts && Object.values(counts).reduce((all, each) => all + each, 0)
  const closed = Boolean(filters.closedFrom || filters.closedTo)
  const all = { state: '', all: false, closedFrom: '', closedTo: '' }
  const isOpen = !filters.all && !filters.state && !closed
  return (
    <div class="chips states" role="group" aria-label={t('ledger.state')}>
      <Pick label={t('ledger.open')} count={sum} on={isOpen} onPress={() => onChange(all)} />
      {OPEN_STATES.map((state) => (
        <Pick key={state} label={t(`state.${state}`)} count={counts && (counts[state] ?? 0)} on={filters.state === state}
          onPress={() => onChange({ ...all, state: filters.state === state ? '' : state })} />
      ))}
      <Pick label={t('state.closed')} on={filters.state === 'closed'} onPress={() => onChange({ ...all, state: 'closed' })} />
      <Pick label={t('ledger.all')} on={filters.all && !filters.state} onPress={() => onChange({ ...all, all: true })} />
    </div>
  )
}

function Pick({ label, count, on, onPress }: { label: string; count?: number | undefined; on: boolean; onPress: () => void }) {
  return (
    <button type="button" class="chip" aria-pressed={on} onClick={onPress}>
      {label}{count !== undefined && <b> {count}</b>}
    </button>
  )
}

/** Numbers that are old are worse than none: while new ones come, the chips stand without. */
function useCounts(filters: Filters, moved: number): Record<string, number> | undefined {
  const [counts, setCounts] = useState<Record<string, number>>()
  const search = writeFilters({ ...filters, state: '', all: false, sort: '' })
  useEffect(() => {
    let old = false
    const { state: _state, open: _open, ...asked } = askedOf(filters)
    void readCounts(asked).then((result) => {
      if (!old) setCounts((result.ok && result.value.counts) || undefined)
    })
    return () => { old = true }
  }, [search, moved])
  return counts
}

function Chosen({ filters, onChange }: { filters: Filters; onChange: Change }) {
  const marks = chosen(filters)
  if (!marks.length) return null
  return (
    <div class="chips chosen">
      {marks.map(({ label, without }) => (
        <button type="button" class="chip" key={label} aria-label={t('ledger.remove', { what: label })} onClick={() => onChange(without)}>
          {label}<span aria-hidden="true"> ×</span>
        </button>
      ))}
      <button type="button" class="textlink" onClick={() => onChange({ ...NO_FILTERS, sort: filters.sort })}>{t('ledger.clear')}</button>
    </div>
  )
}
