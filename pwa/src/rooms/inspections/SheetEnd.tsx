// The end of a sheet: who has signed and who is still wanted, signing, corrections afterwards, and the issue list.
import { useState } from 'preact/hooks'

import type { SheetData } from '../../api/inspections'
import { t } from '../../i18n'
import { dateTime, day } from '../../i18n/dates'
import { useMe } from '../../session'
import { Banner, Button, Icon, Sheet } from '../../ui'
import { CorrectionForm } from './CorrectionForm'
import { IssueListButtons } from './IssueListButtons'
import { SignForm } from './SignForm'
import type { SeenSheet } from './sheet'

export function SheetEnd({ sheet, onChange }: { sheet: SeenSheet; onChange: (sheet: SheetData) => void }) {
  const [open, setOpen] = useState<'inspector' | 'school' | 'correct'>()
  const done = (next: SheetData) => {
    setOpen(undefined)
    onChange(next)
  }
  return (
    <section class="stack sheet-end">
      <h2>{t('sheet.signatures')}</h2>
      <Signatures sheet={sheet} />
      <Signing sheet={sheet} onOpen={setOpen} />
      {sheet.corrections.map((each) => (
        <p key={each.at}><b>{each.author}</b> {dateTime(each.at)}<br />{each.words}</p>
      ))}
      {sheet.may_correct && <Button look="quiet" onPress={() => setOpen('correct')}>{t('sheet.correct')}</Button>}
      <h2>{t('sheet.issue_list')}</h2>
      {sheet.reply_due_at && (
        <p class={sheet.reply_overdue ? 'late' : 'soft'}>
          {t(sheet.reply_overdue ? 'sheet.reply_overdue' : 'sheet.reply_due', { day: day(sheet.reply_due_at) })}
        </p>
      )}
      {!sheet.signed_at && <p class="soft">{t('sheet.list_draft')}</p>}
      <IssueListButtons id={sheet.id} name={sheet.school.short_name} />
      {open && (
        <Sheet title={t(`sheet.sign_${open}`)} closeLabel={t('close')} onClose={() => setOpen(undefined)}>
          {open === 'correct' ? <CorrectionForm id={sheet.id} onDone={done} /> : <SignForm sheet={sheet} side={open} onDone={done} />}
        </Sheet>
      )}
    </section>
  )
}

function Signatures({ sheet }: { sheet: SeenSheet }) {
  if (!sheet.signatures.length && !sheet.wanted_signers.length) return <p class="soft">{t('sheet.nobody_signed')}</p>
  return (
    <div class="rows">
      {sheet.signatures.map((each) => (
        <p class="row" key={each.at + each.name}>
          <Icon name={each.covers ? 'done' : 'warning'} />
          <span>
            <b>{each.name}</b>
            <small>{[t(`sheet.side.${each.side}`), each.unit_name, dateTime(each.at)].join(' · ')}</small>
            {!each.covers && <small class="late">{t('sheet.lapsed')}</small>}
          </span>
        </p>
      ))}
      {!sheet.signed_at && sheet.wanted_signers.map((who) => (
        <p class="row" key={who}><Icon name="clock" /><span>{who}<small>{t('sheet.still_to_sign')}</small></span></p>
      ))}
      {!sheet.signed_at && sheet.wants_school && (
        <p class="row"><Icon name="clock" /><span>{t('sheet.side.school')}<small>{t('sheet.still_to_sign')}</small></span></p>
      )}
    </div>
  )
}

/** What stands in the way is said instead of a button that would be refused. */
function Signing({ sheet, onOpen }: { sheet: SeenSheet; onOpen: (side: 'inspector' | 'school') => void }) {
  const me = useMe()
  if (!sheet.may_sign) return null
  const bare = sheet.groups.flatMap(({ items }) => items).filter((line) => line.answer === 'no' && !line.findings.length).length
  const blocked = sheet.unsent ? t('sheet.send_first', { n: sheet.unsent })
    : sheet.tally.conflicts ? t('sheet.choose_first', { n: sheet.tally.conflicts })
      : bare ? t('sheet.hazards_first', { n: bare }) : !sheet.tally.answered ? t('sheet.answer_first') : ''
  if (blocked) return <Banner><p>{blocked}</p></Banner>
  const wantsMe = sheet.may_sign_as_inspector && sheet.wants_me.includes(me.account.id)
  return (
    <div class="stack">
      {sheet.tally.open > 0 && <Banner tone="warning"><p>{t('sheet.open_lines', { n: sheet.tally.open })}</p></Banner>}
      {wantsMe && <Button onPress={() => onOpen('inspector')}>{t('sheet.sign_inspector')}</Button>}
      {sheet.wants_school && <Button look={wantsMe ? 'quiet' : 'primary'} onPress={() => onOpen('school')}>{t('sheet.sign_school')}</Button>}
    </div>
  )
}
