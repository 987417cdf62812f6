// 台账: every case in my scope, filtered by the address, read page by page; cards on a phone, a table at a desk.
import type { CaseSummary } from '../../api/types'
import { t } from '../../i18n'
import { navigate, type ScreenProps } from '../../router'
import { can, useMe } from '../../session'
import { Button, EmptyState, Loading } from '../../ui'
import { Trouble } from '../shell/Trouble'
import { useDesk } from '../useDesk'
import { CaseCard } from './CaseCard'
import { DeskLedger } from './desk/DeskLedger'
import { countFilters, readFilters, writeFilters, type Filters } from './filters'
import { LedgerFilters } from './LedgerFilters'
import { useCaseList } from './useCaseList'

export default function LedgerScreen({ query }: ScreenProps) {
  const filters = readFilters(query)
  const list = useCaseList(filters)
  const desk = useDesk()
  const me = useMe()
  // A filter is a step of its own at a desk, where one goes back and forth; on a phone back leads out of the list.
  const change = (more: Partial<Filters>) =>
    navigate(`/app/cases${writeFilters({ ...filters, ...more })}`, { replace: !desk, stay: desk })
  if (desk) return <DeskLedger filters={filters} list={list} open={query.get('case') ?? ''} onChange={change} />
  return (
    <section>
      <h1>{t('ledger.title')}</h1>
      <LedgerFilters filters={filters} onChange={change} />
      {list.problem && !list.items && (
        <Trouble problem={list.problem} onRetry={list.reload} />
      )}
      {!list.items && !list.problem && <Loading label={t('loading')} />}
      {list.items && <Found items={list.items} filtered={countFilters(filters) > 0 || Boolean(filters.q)} />}
      {list.items && list.next && (
        <div class="more">
          {list.problem && <p class="soft" role="alert">{list.problem.title}</p>}
          <Button look="quiet" busy={list.busy} onPress={list.more}>{t(filters.q ? 'ledger.search_on' : 'ledger.more')}</Button>
        </div>
      )}
      {can(me, 'figures.read') && <div class="more"><Button look="plain" href="/app/board">{t('board.title')}</Button></div>}
    </section>
  )
}

function Found({ items, filtered }: { items: CaseSummary[]; filtered: boolean }) {
  if (!items.length) {
    const key = filtered ? 'ledger.none_found' : 'ledger.none'
    return <EmptyState icon="list" title={t(key)}>{t(`${key}_detail`)}</EmptyState>
  }
  return <div>{items.map((item) => <CaseCard key={item.id} item={item} />)}</div>
}
