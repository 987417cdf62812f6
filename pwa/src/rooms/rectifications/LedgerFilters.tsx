// Search and the three filters people use every day in one line; the rest behind one button.
import { useEffect, useState } from 'preact/hooks'

import { t } from '../../i18n'
import { Button, CheckField, Chip, Choices, Icon, SelectField, Sheet } from '../../ui'
import { SchoolPicker } from '../schools/SchoolPicker'
import { FILTER, SEARCH } from '../staff_icons'
import { chosen } from './desk/chosen'
import { countFilters, NO_FILTERS, STATES, type Filters } from './filters'

export function LedgerFilters({ filters, onChange }: { filters: Filters; onChange: (more: Partial<Filters>) => void }) {
  const [open, setOpen] = useState(false)
  const count = countFilters(filters)
  const clear = () => {
    onChange({ ...NO_FILTERS, q: filters.q })
    setOpen(false)
  }
  return (
    <div class="filters">
      <Search q={filters.q} onSearch={(q) => onChange({ q })} />
      <div class="chips">
        <Chip label={t('ledger.overdue')} pressed={filters.overdue} onPress={() => onChange({ overdue: !filters.overdue })} />
        <Chip label={t('case.major')} pressed={filters.severity === 'major'}
          onPress={() => onChange({ severity: filters.severity === 'major' ? '' : 'major' })} />
        {filters.state && <Chip label={t(`state.${filters.state}`)} pressed onPress={() => onChange({ state: '' })} />}
        {filters.school && (
          <Chip label={filters.schoolName || t('ledger.school')} pressed onPress={() => onChange({ school: '', schoolName: '' })} />
        )}
        {others(filters).map(({ label, without }) => (
          <Chip key={label} label={label} pressed onPress={() => onChange(without)} />
        ))}
        <button type="button" class="chip with-icon" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <Icon path={FILTER} />{count ? t('ledger.filters_n', { n: count }) : t('ledger.filters')}
        </button>
      </div>
      {open && (
        <Sheet title={t('ledger.filters')} closeLabel={t('ledger.show')} onClose={() => setOpen(false)}>
          <div class="stack">
            <Fields filters={filters} onChange={onChange} />
            {count > 0 && <Button look="plain" onPress={clear}>{t('ledger.clear')}</Button>}
          </div>
        </Sheet>
      )}
    </div>
  )
}

/** What a link has chosen that has no chip of its own here. */
const others = (filters: Filters) => chosen({ ...filters, overdue: false, severity: '', school: '' })

function Fields({ filters, onChange }: { filters: Filters; onChange: (more: Partial<Filters>) => void }) {
  const state = filters.state || (filters.all ? 'all' : 'open')
  const chooseState = (value: string) => onChange({ all: value === 'all', state: ['open', 'all'].includes(value) ? '' : value })
  const severities = ['', 'general', 'major'].map((value) => ({
    value, label: t(value ? `severity.${value}` : 'ledger.any'),
  }))
  return (
    <>
      <SelectField label={t('ledger.state')} value={state} onValue={chooseState}
        choices={[
          { value: 'open', label: t('ledger.open') }, { value: 'all', label: t('ledger.all') },
          ...STATES.map((value) => ({ value, label: t(`state.${value}`) })),
        ]} />
      <Choices label={t('case.severity')} value={filters.severity} onValue={(severity) => onChange({ severity })} choices={severities} />
      <CheckField label={t('ledger.overdue_only')} checked={filters.overdue} onValue={(overdue) => onChange({ overdue })} />
      <SchoolPicker label={t('ledger.school')} optional={t('optional')} chosen={filters.schoolName}
        onChoose={(school) => onChange({ school: school?.id ?? '', schoolName: school?.name ?? '' })} />
    </>
  )
}

export function Search({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const [text, setText] = useState(q)
  useEffect(() => setText(q), [q])
  useEffect(() => {
    if (text.trim() === q) return
    const timer = setTimeout(() => onSearch(text), 500)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <form class="search" role="search" onSubmit={(event) => { event.preventDefault(); onSearch(text) }}>
      <Icon path={SEARCH} />
      <input class="input" type="search" aria-label={t('ledger.search')} placeholder={t('ledger.search')} value={text}
        onInput={(event) => setText(event.currentTarget.value)} />
    </form>
  )
}
