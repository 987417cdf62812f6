// The filters that are on, in words, each with what takes it away. The states have their own chips.
import { t } from '../../../i18n'
import { NO_FILTERS, type Filters } from '../filters'

export interface Mark { label: string; without: Partial<Filters> }

type Range = readonly ['reportedFrom' | 'dueFrom' | 'closedFrom', 'reportedTo' | 'dueTo' | 'closedTo', string]
const RANGES: readonly Range[] = [
  ['reportedFrom', 'reportedTo', 'ledger.reported_range'], ['dueFrom', 'dueTo', 'ledger.due_range'],
  ['closedFrom', 'closedTo', 'ledger.closed_range'],
]

export function chosen(filters: Filters): Mark[] {
  const one = (field: keyof Filters, label: string | false | undefined): Mark[] =>
    filters[field] && label ? [{ label, without: { [field]: NO_FILTERS[field] } as Partial<Filters> }] : []
  return [
    ...one('unit', filters.unitName || t('table.unit')),
    ...one('school', filters.schoolName || t('ledger.school')),
    ...one('township', filters.townshipName || t('ledger.township')),
    ...one('severity', t(`severity.${filters.severity}`)),
    ...one('overdue', t('ledger.overdue')),
    ...one('inTime', t('ledger.in_time')),
    ...one('category', filters.category),
    ...one('level', t('ledger.level_n', { n: filters.level })),
    ...one('foundVia', t(`found_via.${filters.foundVia}`)),
    ...RANGES.flatMap(([from, to, key]) => range(filters, from, to, key)),
    ...filters.flags.map((flag) => ({
      label: t(`flag.${flag}`), without: { flags: filters.flags.filter((each) => each !== flag) },
    })),
  ]
}

function range(filters: Filters, from: Range[0], to: Range[1], key: string): Mark[] {
  if (!filters[from] && !filters[to]) return []
  const days = t(filters[from] && filters[to] ? 'ledger.from_to' : filters[from] ? 'ledger.from' : 'ledger.to',
    { from: filters[from], to: filters[to] })
  return [{ label: t(key, { days }), without: { [from]: '', [to]: '' } }]
}
