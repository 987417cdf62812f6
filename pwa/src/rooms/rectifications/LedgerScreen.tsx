// 台账: every case in my scope, filtered by the address, read page by page; cards on a phone, a table at a desk.
import { useEffect, useState } from 'preact/hooks'

import type { CaseSummary } from '../../api/types'
import { t } from '../../i18n'
import { navigate, type ScreenProps } from '../../router'
import { Button, EmptyState, Loading } from '../../ui'
import { CaseCard } from './CaseCard'
import { CaseTable } from './CaseTable'
import { countFilters, readFilters, writeFilters, type Filters } from './filters'
import { LedgerFilters } from './LedgerFilters'
import { useCaseList } from './useCaseList'
import { Trouble } from '../shell/Trouble'

export default function LedgerScreen({ query }: ScreenProps) {
  const filters = readFilters(query)
  const list = useCaseList(filters)
  const change = (more: Partial<Filters>) => navigate(`/app/cases${writeFilters({ ...filters, ...more })}`, { replace: true })
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
          <Button look="quiet" busy={list.busy} onPress={list.more}>{t('ledger.more')}</Button>
        </div>
      )}
    </section>
  )
}

function Found({ items, filtered }: { items: CaseSummary[]; filtered: boolean }) {
  const desk = useDesk()
  if (!items.length) {
    const key = filtered ? 'ledger.none_found' : 'ledger.none'
    return <EmptyState icon="list" title={t(key)}>{t(`${key}_detail`)}</EmptyState>
  }
  if (desk) return <CaseTable items={items} />
  return <div>{items.map((item) => <CaseCard key={item.id} item={item} />)}</div>
}

/** Only one of the two is drawn: a hidden table would double what a screen reader reads. */
function useDesk(): boolean {
  const [media] = useState(() => matchMedia('(min-width: 1024px)'))
  const [desk, setDesk] = useState(media.matches)
  useEffect(() => {
    const listener = () => setDesk(media.matches)
    // addEventListener on media queries came with iOS 14.
    media.addListener(listener)
    return () => media.removeListener(listener)
  }, [media])
  return desk
}
