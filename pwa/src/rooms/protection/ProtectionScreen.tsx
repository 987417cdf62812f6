// 防护指标 of a county: the rates of the chosen set, by township, and which school lacks what.
import { useEffect, useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { readGaps, readIndicators, readRates, type Gaps, type IndicatorCatalogue, type Rates, type Standing } from '../../api/protection'
import { t } from '../../i18n'
import { navigate, type ScreenProps } from '../../router'
import { EmptyState, Icon, Loading, SelectField, StatusPill } from '../../ui'
import { Trouble } from '../shell/Trouble'
import { toneOf } from './standing'

const FIRST = 'four_hundred_percent'

export default function ProtectionScreen({ query }: ScreenProps) {
  const set = query.get('set') ?? FIRST
  const [catalogue, setCatalogue] = useState<IndicatorCatalogue>()
  const [figures, setFigures] = useState<{ rates: Rates; gaps: Gaps }>()
  const [problem, setProblem] = useState<Problem>()
  const load = async () => {
    const [all, rates, gaps] = await Promise.all([readIndicators(), readRates(set), readGaps(set)])
    const failed = [all, rates, gaps].find((result) => !result.ok)
    setProblem(failed && !failed.ok ? failed.problem : undefined)
    if (all.ok) setCatalogue(all.value)
    if (rates.ok && gaps.ok) setFigures({ rates: rates.value, gaps: gaps.value })
  }
  useEffect(() => void load(), [set])
  const choose = (value: string) => navigate(`/app/protection?set=${value}`, { replace: true, stay: true })
  return (
    <section class="stack-wide">
      <h1>{t('protection.title')}</h1>
      {problem && <Trouble problem={problem} onRetry={load} />}
      {!problem && !figures && <Loading label={t('loading')} />}
      {catalogue && (
        <SelectField label={t('protection.set')} value={set} onValue={choose}
          choices={catalogue.sets.map(({ key, label }) => ({ value: key, label }))} />
      )}
      {figures && figures.gaps.items.length === 0 && <EmptyState icon="info" title={t('protection.no_schools')} />}
      {figures && figures.gaps.items.length > 0 && <><RateCard rates={figures.rates} /><GapList gaps={figures.gaps} /></>}
    </section>
  )
}

function RateCard({ rates }: { rates: Rates }) {
  return (
    <div class="card stack">
      {rates.indicators.map(({ label, schools, verified, declared, verified_rate, declared_rate }) => (
        <div class="rate" key={label}>
          <p class="rate-head"><b>{label}</b><span>{verified_rate === null ? t('protection.no_rate') : percent(verified_rate)}</span></p>
          <div class="bar2" aria-hidden="true"><i class="said" style={{ width: percent(declared_rate ?? 0) }} /><i class="seen" style={{ width: percent(verified_rate ?? 0) }} /></div>
          <p class="soft">{t('protection.rate_words', { verified, declared, schools })}</p>
        </div>
      ))}
      {rates.townships.length > 1 && (
        <details>
          <summary>{t('protection.by_township')}</summary>
          <div class="scroll-x"><table class="plain-table">
            <thead><tr><th>{t('protection.township')}</th>{rates.indicators.map(({ label }) => <th key={label}>{label}</th>)}</tr></thead>
            <tbody>{rates.townships.map(({ id, name, indicators }) => (
              <tr key={id}><th scope="row">{name}</th>{indicators.map(({ label, verified, schools }) => <td key={label}>{schools ? `${verified}/${schools}` : '—'}</td>)}</tr>
            ))}</tbody>
          </table></div>
        </details>
      )}
    </div>
  )
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`

function GapList({ gaps: { items } }: { gaps: Gaps }) {
  const lacking = items.filter(({ lacks }) => lacks.length > 0)
  const whole = items.filter(({ lacks }) => lacks.length === 0)
  return (
    <section>
      <header class="section-head"><h2>{t('protection.gaps')}</h2><b>{lacking.length}</b></header>
      {lacking.length === 0 && <p class="soft">{t('protection.no_gaps')}</p>}
      <SchoolRows items={lacking} />
      {whole.length > 0 && <header class="section-head calm"><h2>{t('protection.whole')}</h2><b>{whole.length}</b></header>}
      <SchoolRows items={whole} />
    </section>
  )
}

function SchoolRows({ items }: { items: Gaps['items'] }) {
  if (items.length === 0) return null
  return (
    <nav class="rows">
      {items.map(({ school, township, lacks }) => (
        <a class="row gap" key={school.id} href={`/app/schools/${school.id}/protection`}>
          <span><b>{school.name}</b><small>{township}</small>
            {lacks.length > 0 && <span class="lacks">{lacks.map(({ atom, label, standing }) => (
              <StatusPill key={atom} tone={toneOf(standing as Standing)}>{t('protection.lack', { label, standing: t(`protection.standing.${standing}`) })}</StatusPill>
            ))}</span>}</span>
          <Icon name="next" />
        </a>
      ))}
    </nav>
  )
}
