// 检查: the sheets that I am sent to fill in (kept on this phone), and the inspections that I plan or read.
import { useEffect, useState } from 'preact/hooks'

import { readInspections, type InspectionSummary, type SheetData } from '../../api/inspections'
import { isOffline, type Problem } from '../../api/client'
import { t } from '../../i18n'
import { can, useMe } from '../../session'
import { Banner, Button, EmptyState, Icon, Loading, StatusPill } from '../../ui'
import { BackLink } from '../shell/BackLink'
import { Trouble } from '../shell/Trouble'
import { CHECKLIST } from './icons'
import { TONES } from './words'
import { mySheets } from './useSheet'

export default function InspectionsScreen() {
  const me = useMe()
  const [mine, setMine] = useState<SheetData[]>()
  const [list, setList] = useState<InspectionSummary[]>([])
  const [next, setNext] = useState<string | null>(null)
  const [problem, setProblem] = useState<Problem>()
  const more = async (cursor?: string) => {
    const result = await readInspections(cursor)
    if (!result.ok) return setProblem(result.problem)
    setList((before) => (cursor ? [...before, ...result.value.items] : result.value.items))
    setNext(result.value.next)
  }
  const load = async () => {
    setProblem(undefined)
    const found = await mySheets()
    setMine(found.sheets)
    if (found.problem) return setProblem(found.problem)
    await more()
  }
  useEffect(() => void load(), [])
  const away = problem && isOffline(problem)
  return (
    <section>
      <BackLink to="/app/me" />
      <h1>{t('inspections.title')}</h1>
      {!mine && !problem && <Loading label={t('loading')} />}
      {away && mine && mine.length > 0 && <Banner tone="warning" icon="offline"><p>{t('inspections.old')}</p></Banner>}
      {problem && !(away && mine && mine.length > 0) && <Trouble problem={problem} onRetry={load} />}
      {mine && mine.length > 0 && (
        <>
          <header class="section-head"><h2>{t('inspections.mine')}</h2><b>{mine.length}</b></header>
          <div class="rows">{mine.map((sheet) => <MyRow key={sheet.id} sheet={sheet} />)}</div>
          <p class="soft count">{t('inspections.kept')}</p>
        </>
      )}
      {mine && !problem && (
        <>
          <header class="section-head"><h2>{t('inspections.all')}</h2></header>
          {can(me, 'inspection.plan') && <Button href="/app/inspections/new">{t('inspections.new')}</Button>}
          {list.length === 0 && <EmptyState title={t('inspections.none')}>{t('inspections.none_detail')}</EmptyState>}
          {list.length > 0 && <div class="rows found">{list.map((each) => <Row key={each.id} item={each} />)}</div>}
          {next && <div class="more"><Button look="quiet" onPress={() => more(next)}>{t('ledger.more')}</Button></div>}
        </>
      )}
    </section>
  )
}

function MyRow({ sheet }: { sheet: SheetData }) {
  const { tally, inspection } = sheet
  return (
    <a class="row" href={`/app/inspection_records/${sheet.id}`}>
      <Icon path={CHECKLIST} />
      <span>
        <b>{sheet.school.short_name}</b>
        <small>{inspection.type_label} · {t('inspections.until', { day: inspection.ends_on })}</small>
        <small>{sheet.signed_at ? t('sheet.signed') : t('sheet.progress', { done: tally.answered, all: tally.lines })}</small>
      </span>
      <Icon name="next" />
    </a>
  )
}

function Row({ item }: { item: InspectionSummary }) {
  return (
    <a class="row" href={`/app/inspections/${item.id}`}>
      <span>
        <b>{item.title}</b>{' '}<StatusPill tone={TONES[item.state] ?? 'open'}>{t(`inspections.state.${item.state}`)}</StatusPill>
        <small>{item.type_label} · {item.starts_on} – {item.ends_on}</small>
        <small>{t('inspections.signed_of', { done: item.signed, all: item.schools })}</small>
      </span>
      <Icon name="next" />
    </a>
  )
}
