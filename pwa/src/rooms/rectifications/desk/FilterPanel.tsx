// Every other filter of the ledger, native fields in a grid.
import { useEffect, useState } from 'preact/hooks'

import { readUnits, type UnitOption } from '../../../api/cases'
import { readTaxonomy } from '../../../api/public'
import type { Category } from '../../../api/types'
import { t } from '../../../i18n'
import { Chip, Field, SelectField, type Choice } from '../../../ui'
import { SchoolPicker } from '../../schools/SchoolPicker'
import { FLAGS, FOUND_VIA, type Filters } from '../filters'

type Change = (more: Partial<Filters>) => void
const DAYS = ['reportedFrom', 'reportedTo', 'dueFrom', 'dueTo', 'closedFrom', 'closedTo'] as const
const LEVELS = ['1', '2', '3', '4']

export function FilterPanel({ filters, onChange }: { filters: Filters; onChange: Change }) {
  const { units, categories } = useChoices()
  const any: Choice = { value: '', label: t('ledger.any') }
  const flag = (name: string) => onChange({
    flags: filters.flags.includes(name) ? filters.flags.filter((each) => each !== name) : [...filters.flags, name],
  })
  const clock = filters.overdue ? 'late' : filters.inTime ? 'in_time' : ''
  return (
    <div class="card filter-panel">
      <SchoolPicker label={t('ledger.school')} chosen={filters.schoolName}
        onChoose={(school) => onChange({ school: school?.id ?? '', schoolName: school?.name ?? '' })} />
      <SelectField label={t('table.unit')} value={filters.unit} choices={[any, ...unitChoices(units, filters)]}
        onValue={(unit) => onChange({ unit, unitName: units.find(({ id }) => id === unit)?.name ?? '' })} />
      <SelectField label={t('case.severity')} value={filters.severity} onValue={(severity) => onChange({ severity })}
        choices={[any, ...['general', 'major'].map((value) => ({ value, label: t(`severity.${value}`) }))]} />
      <SelectField label={t('table.clock')} value={clock}
        onValue={(value) => onChange({ overdue: value === 'late', inTime: value === 'in_time' })}
        choices={[any, { value: 'late', label: t('ledger.overdue') }, { value: 'in_time', label: t('ledger.in_time') }]} />
      <SelectField label={t('ledger.category')} value={filters.category} onValue={(category) => onChange({ category })}
        choices={[any, ...categories.map(({ code, label }) => ({ value: code, label: `${code} ${label}` }))]} />
      <SelectField label={t('ledger.found_via')} value={filters.foundVia} onValue={(foundVia) => onChange({ foundVia })}
        choices={[any, ...FOUND_VIA.map((value) => ({ value, label: t(`found_via.${value}`) }))]} />
      <SelectField label={t('ledger.level')} value={filters.level} onValue={(level) => onChange({ level })}
        choices={[any, ...LEVELS.map((n) => ({ value: n, label: t('ledger.level_n', { n }) }))]} />
      <div class="days">
        {DAYS.map((name) => (
          <Field key={name} type="date" label={t(`ledger.${name}`)} value={filters[name]} onValue={(value) => onChange({ [name]: value })} />
        ))}
      </div>
      <div class="marks" role="group" aria-label={t('ledger.flags')}>
        {FLAGS.map((name) => (
          <Chip key={name} label={t(`flag.${name}`)} pressed={filters.flags.includes(name)} onPress={() => flag(name)} />
        ))}
      </div>
    </div>
  )
}

/** A school that a link has chosen is no office of the list, and stays what it is. */
function unitChoices(units: readonly UnitOption[], { unit, unitName }: Filters): Choice[] {
  const choices = units.map(({ id, name }) => ({ value: id, label: name }))
  return !unit || units.some(({ id }) => id === unit) ? choices : [...choices, { value: unit, label: unitName || unit }]
}

function useChoices() {
  const [units, setUnits] = useState<UnitOption[]>([])
  const [categories, setCategories] = useState<Category[]>([])
  useEffect(() => {
    void readUnits().then((result) => result.ok && setUnits(result.value.items))
    void readTaxonomy().then((result) => result.ok && setCategories(result.value.categories))
  }, [])
  return { units, categories }
}
