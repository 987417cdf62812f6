// 巡查覆盖: how many of the points due were visited, place by place; nobody's name, and every line leads one step nearer.
import { useEffect, useState } from 'preact/hooks'

import { readCoverage, type Coverage, type CoverageBy } from '../../api/rounds'
import type { Problem } from '../../api/client'
import { t } from '../../i18n'
import { dayText } from '../../i18n/dates'
import { navigate, type ScreenProps } from '../../router'
import { Banner, Choices, EmptyState, Loading } from '../../ui'
import { Trouble } from '../shell/Trouble'
import { CoverageCards } from './CoverageCards'
import { CoverageTable } from './CoverageTable'
import { addressOf, GROUPS, isNarrowed, narrowedBy, type Narrowed } from './coverage'
import { periodOf, type Period } from './period'
import { PeriodChoice } from './PeriodChoice'

export default function CoverageScreen({ query }: ScreenProps) {
  const today = dayText(new Date())
  const by = GROUPS.find((each) => each === query.get('by')) ?? 'school'
  const period = periodOf(query, today)
  const narrowed = narrowedBy(query)
  const { coverage, problem, load } = useCoverage(by, period, narrowed)
  const go = (to: string) => navigate(to, { replace: true, stay: true })
  return (
    <section class="coverage">
      <header class="desk-head"><h1>{t('coverage.title')}</h1></header>
      <PeriodChoice period={period} today={today} onPeriod={(next) => go(addressOf(by, next, narrowed))} />
      {isNarrowed(narrowed)
        ? <OnlyOne name={narrowed.name ?? coverage?.lines[0]?.school_name ?? ''} to={addressOf('school', period)} />
        : <Choices label={t('coverage.by')} value={by} onValue={(value) => go(addressOf(value as CoverageBy, period))}
            choices={GROUPS.map((value) => ({ value, label: t(`coverage.by_${value}`) }))} />}
      {problem && coverage && <Banner tone="warning" icon="offline"><p>{t('work.old_view')}</p></Banner>}
      {problem && !coverage && <Trouble problem={problem} onRetry={load} />}
      {!coverage && !problem && <Loading label={t('loading')} />}
      {coverage && !coverage.lines.length && <EmptyState icon="list" title={t('coverage.none')}>{t('coverage.none_detail')}</EmptyState>}
      {coverage && coverage.lines.length > 0 && (
        <>
          <CoverageTable coverage={coverage} />
          <CoverageCards coverage={coverage} />
          {coverage.left_out > 0 && <p class="soft">{t('coverage.left_out', { n: coverage.left_out })}</p>}
          <p class="soft how">{t('coverage.how')}</p>
        </>
      )}
    </section>
  )
}

function OnlyOne({ name, to }: { name: string; to: string }) {
  return (
    <div class="only-one">
      <h2>{name}</h2>
      <a class="textlink" href={to}>{t('coverage.all')}</a>
    </div>
  )
}

function useCoverage(by: CoverageBy, { from, to }: Period, { school, township, unit }: Narrowed) {
  const [coverage, setCoverage] = useState<Coverage>()
  const [problem, setProblem] = useState<Problem>()
  const [asked, setAsked] = useState(0)
  useEffect(() => {
    let old = false
    setCoverage((before) => (before?.by === by ? before : undefined))
    void readCoverage({ by, from, to, school_id: school, township_id: township, unit_id: unit }).then((result) => {
      if (old) return
      setProblem(result.ok ? undefined : result.problem)
      if (result.ok) setCoverage(result.value)
    })
    return () => { old = true }
  }, [by, from, to, school, township, unit, asked])
  return { coverage, problem, load: () => setAsked(asked + 1) }
}
