// A look-back on a phone: which case, when it is due or what was found, and how it came to be looked at.
import type { LookBack } from '../../api/look_backs'
import { named, t } from '../../i18n'
import { day } from '../../i18n/dates'
import { Link } from '../../router'
import { Icon, StatusPill } from '../../ui'
import { placeLine } from '../rectifications/CaseCard'
import { whenOf } from './look_backs'

export function LookBackCard({ item }: { item: LookBack }) {
  const { case: found } = item
  return (
    <Link to={`/app/cases/${found.id}`} class={whenOf(item).tone === 'late' ? 'case-card late' : 'case-card'}>
      <span class="thumb">
        {found.thumbnail ? <img src={found.thumbnail} alt="" loading="lazy" /> : <Icon name="place" />}
      </span>
      <span class="body">
        <h3>{found.category_label}</h3>
        <p class="place">{placeLine(found)}</p>
        {found.ledger_no && <p class="place code">{found.ledger_no}</p>}
        <span class="marks">
          {found.severity === 'major' && <span class="badge">{t('case.major')}</span>}
          <Result item={item} />
          <WhenWords item={item} />
          <span class="soft">{drawn(item)}</span>
        </span>
      </span>
    </Link>
  )
}

export function Result({ item: { result, result_label } }: { item: LookBack }) {
  if (!result) return null
  return <StatusPill tone={result === 'fail' ? 'late' : 'done'}>{named(`look_back.result_${result}`, result_label ?? '')}</StatusPill>
}

export function WhenWords({ item }: { item: LookBack }) {
  const { key, n, at, tone } = whenOf(item)
  const words = t(key, { n, day: day(at) })
  return tone === 'done' ? <span class="soft">{words}</span> : <span class={`clock ${tone}`}><Icon name="clock" />{words}</span>
}

/** Why this one: all of a kind are looked at, this one was drawn, or somebody looked without being asked. */
export function drawn({ kind, kind_label, rate }: LookBack): string {
  const label = named(`look_back.kind_${kind}`, kind_label)
  if (kind === 'ad_hoc' || rate === null) return t('look_back.ad_hoc')
  return rate === 100 ? t('look_back.planned', { kind: label }) : t('look_back.drawn', { kind: label, rate })
}
