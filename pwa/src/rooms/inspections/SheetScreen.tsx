// 检查表: a school's sheet in the hands of one of several inspectors; one group at a time, everything kept before it is sent.
import { useState } from 'preact/hooks'

import { t } from '../../i18n'
import { dateTime } from '../../i18n/dates'
import type { ScreenProps } from '../../router'
import { Banner, Button, Loading } from '../../ui'
import { BackLink } from '../shell/BackLink'
import { Trouble } from '../shell/Trouble'
import { GroupChips } from './GroupChips'
import { LineCard } from './LineCard'
import { SheetEnd } from './SheetEnd'
import type { SeenSheet } from './sheet'
import { useSheet } from './useSheet'

export default function SheetScreen({ params, query }: ScreenProps) {
  const open = useSheet(params.id ?? '')
  const { sheet } = open
  return (
    <section class="sheet-screen">
      <BackLink to={query.get('from') === 'board' && sheet ? `/app/inspections/${sheet.inspection.id}` : '/app/inspections'} />
      {open.problem && !sheet && <Trouble problem={open.problem} onRetry={open.reload} />}
      {!sheet && !open.problem && <Loading label={t('loading')} />}
      {sheet && (
        <>
          <header class="stack-tight">
            <h1>{sheet.school.short_name}</h1>
            <p class="soft">{[sheet.inspection.type_label, sheet.inspection.title, sheet.inspection.phase].filter(Boolean).join(' · ')}</p>
          </header>
          <ProgressLine sheet={sheet} />
          {open.old && <Banner tone="warning" icon="offline"><p>{t('sheet.old')}</p></Banner>}
          {sheet.signed_at && <Banner tone="success"><p>{t('sheet.signed_on', { at: dateTime(sheet.signed_at) })}</p></Banner>}
          <Groups sheet={sheet} />
          <SheetEnd sheet={sheet} onChange={open.become} />
        </>
      )}
    </section>
  )
}

/** Sticky: how far the two of us are. */
function ProgressLine({ sheet: { tally, unsent } }: { sheet: SeenSheet }) {
  return (
    <div class="sheet-progress" role="status">
      <p>
        <b>{t('sheet.progress', { done: tally.answered, all: tally.lines })}</b>
        {tally.conflicts > 0 && <span class="badge">{t('sheet.conflicts', { n: tally.conflicts })}</span>}
        {unsent > 0 && <span class="badge dark">{t('sheet.unsent', { n: unsent })}</span>}
      </p>
      <progress max={tally.lines} value={tally.answered} aria-label={t('sheet.progress', { done: tally.answered, all: tally.lines })} />
    </div>
  )
}

function Groups({ sheet }: { sheet: SeenSheet }) {
  const [key, setKey] = useState(sheet.groups[0]?.key ?? '')
  const place = Math.max(0, sheet.groups.findIndex((group) => group.key === key))
  const group = sheet.groups[place]
  const next = sheet.groups[place + 1]
  const go = (to: string) => {
    setKey(to)
    document.querySelector('.sheet-groups')?.scrollIntoView()
  }
  if (!group) return null
  return (
    <>
      <GroupChips groups={sheet.groups} current={group.key} onChoose={setKey} />
      <h2 class="sheet-group">{group.label}</h2>
      {group.items.map((line) => <LineCard key={line.key} sheet={sheet} line={line} />)}
      {next && <Button look="quiet" icon="next" onPress={() => go(next.key)}>{t('sheet.next_group', { name: next.label })}</Button>}
    </>
  )
}
