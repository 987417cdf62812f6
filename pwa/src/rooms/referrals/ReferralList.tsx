// The referrals of my units: number, state, clock. Of which kind each is shows only when it is opened.
import type { ReferralLine } from '../../api/referrals'
import { named, t } from '../../i18n'
import { dateTime } from '../../i18n/dates'
import { Button, Chip, EmptyState, Icon, StatusPill, type PillTone } from '../../ui'

const TONES: Record<string, PillTone> = { sent: 'wait', accepted: 'open', done: 'done', returned: 'off', withdrawn: 'off' }

export function ReferralList({ items, onlyOpen, busy, onOpen, onFilter }: {
  items: readonly ReferralLine[]; onlyOpen: boolean; busy: boolean; onOpen: (id: string) => void; onFilter: (onlyOpen: boolean) => void
}) {
  return (
    <>
      <div><div class="chips">
        <Chip label={t('referrals.open')} pressed={onlyOpen} onPress={() => onFilter(true)} />
        <Chip label={t('referrals.all')} pressed={!onlyOpen} onPress={() => onFilter(false)} />
      </div></div>
      {items.length === 0 && <EmptyState title={t('referrals.none')}>{t('referrals.none_detail')}</EmptyState>}
      {items.length > 0 && <div class="rows">{items.map((item) => <Line key={item.id} item={item} onOpen={onOpen} />)}</div>}
      <Button look="quiet" busy={busy} href="/app/referrals/new">{t('referral.new')}</Button>
    </>
  )
}

function Line({ item, onOpen }: { item: ReferralLine; onOpen: (id: string) => void }) {
  const other = item.incoming ? t('referrals.from', { unit: item.from_unit.name }) : t('referrals.to', { unit: item.to_unit.name })
  return (
    <button type="button" class="row" onClick={() => onOpen(item.id)}>
      <span>
        <b class="code">{item.ref_no}</b>
        <small>{other}</small>
        <small class={item.overdue ? 'clock late' : ''}>{clockOf(item)}</small>
        <span class="marks"><StatusPill tone={item.overdue ? 'late' : TONES[item.status] ?? 'open'}>{statusOf(item)}</StatusPill></span>
      </span>
      <Icon name="next" />
    </button>
  )
}

export const statusOf = ({ status, status_label }: Pick<ReferralLine, 'status' | 'status_label'>) => named(`referral.status_${status}`, status_label)

export function clockOf({ status, overdue, due_at, closed_at }: ReferralLine): string {
  if (closed_at) return t('referrals.closed_at', { at: dateTime(closed_at) })
  if (status !== 'sent') return t('referrals.in_hand')
  return t(overdue ? 'referrals.overdue' : 'referrals.accept_by', { at: dateTime(due_at) })
}
