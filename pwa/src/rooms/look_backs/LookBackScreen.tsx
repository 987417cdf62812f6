// 回头看: closed cases that are looked at again; what is due, what is late, what comes, and what was found.
import type { LookBack } from '../../api/look_backs'
import { t } from '../../i18n'
import { navigate, type ScreenProps } from '../../router'
import { can, useMe } from '../../session'
import { Button, Chip, EmptyState, Loading } from '../../ui'
import { Trouble } from '../shell/Trouble'
import { useDesk } from '../useDesk'
import { LookBackCard } from './LookBackCard'
import { LookBackTable } from './LookBackTable'
import { OfSchool } from './OfSchool'
import { readFilters, STATES, writeFilters, type LookBackFilters } from './look_backs'
import { useLookBacks } from './useLookBacks'

export default function LookBackScreen({ query }: ScreenProps) {
  const me = useMe()
  const desk = useDesk()
  const filters = readFilters(query)
  const list = useLookBacks(filters)
  const change = (more: Partial<LookBackFilters>) =>
    navigate(`/app/look_backs${writeFilters({ ...filters, ...more })}`, { replace: !desk, stay: true })
  if (!can(me, 'case.look_back')) {
    return <EmptyState icon="info" title={t('look_back.not_yours')}>{t('look_back.not_yours_detail')}</EmptyState>
  }
  return (
    <section class="look-backs">
      <h1>{t('look_back.title')}</h1>
      <p class="soft">{t('look_back.hint')}</p>
      <Filters filters={filters} onChange={change} />
      {list.problem && !list.items && <Trouble problem={list.problem} onRetry={list.reload} />}
      {!list.items && !list.problem && <Loading label={t('loading')} />}
      {list.items && <Found items={list.items} filters={filters} desk={desk} />}
      {list.next && (
        <div class="more">
          {list.problem && <p class="soft" role="alert">{list.problem.title}</p>}
          <Button look="quiet" busy={list.busy} onPress={list.more}>{t('ledger.more')}</Button>
        </div>
      )}
    </section>
  )
}

function Filters({ filters, onChange }: { filters: LookBackFilters; onChange: (more: Partial<LookBackFilters>) => void }) {
  return (
    <div class="filters desk-filters">
      <div class="chips" role="group" aria-label={t('look_back.which')}>
        {STATES.map((state) => (
          <Chip key={state} label={t(`look_back.${state}`)} pressed={filters.state === state} onPress={() => onChange({ state })} />
        ))}
      </div>
      <div class="chips" role="group" aria-label={t('ledger.filters')}>
        <Chip label={t('look_back.only_major')} pressed={filters.severity === 'major'}
          onPress={() => onChange({ severity: filters.severity === 'major' ? '' : 'major' })} />
        <OfSchool filters={filters} onChange={onChange} />
      </div>
    </div>
  )
}

function Found({ items, filters, desk }: { items: LookBack[]; filters: LookBackFilters; desk: boolean }) {
  if (!items.length) {
    const narrowed = filters.severity || filters.school
    return (
      <EmptyState icon={filters.state === 'done' || narrowed ? 'list' : 'done'} title={t(`look_back.none_${filters.state}`)}>
        {t(narrowed ? 'look_back.none_narrowed' : `look_back.none_${filters.state}_detail`)}
      </EmptyState>
    )
  }
  if (desk) return <LookBackTable items={items} done={filters.state === 'done'} />
  return <div>{items.map((item) => <LookBackCard key={item.id} item={item} />)}</div>
}
