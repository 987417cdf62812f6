// One line of a sheet: the three answers, who gave which, its photos and hazards; two answers that differ are put to a person.
import { useState } from 'preact/hooks'

import { t } from '../../i18n'
import { clockTime } from '../../i18n/dates'
import { useMe } from '../../session'
import { Banner, Choices, Icon, Sheet } from '../../ui'
import { HazardForm } from './HazardForm'
import { LinkCase } from './LinkCase'
import { NoteForm } from './NoteForm'
import { sendAnswer } from './send'
import { ANSWERS, lacksHazard, type Answer, type SeenLine, type SeenSheet } from './sheet'

type Open = 'note' | 'hazard' | 'link' | undefined

export function LineCard({ sheet, line }: { sheet: SeenSheet; line: SeenLine }) {
  const me = useMe()
  const [open, setOpen] = useState<Open>()
  const may = sheet.may_answer
  const answer = (value: string) => void sendAnswer(sheet, line, value as Answer, me.account.id)
  return (
    <article class={`card sheet-line ${line.status}${lacksHazard(line) ? ' lacks' : ''}`}>
      {may
        ? <Choices label={line.text} hint={line.condition ? t('sheet.only', { where: line.condition }) : undefined}
            value={line.answer ?? ''} onValue={answer}
            choices={ANSWERS.map((value) => ({ value, label: t(`sheet.answer.${value}`) }))} />
        : <ReadOnly line={line} />}
      {line.status === 'conflict' && <Conflict sheet={sheet} line={line} />}
      {line.status === 'settled' && <Who line={line} />}
      <Photos line={line} />
      <Hazards line={line} />
      {may && line.status === 'settled' && (
        <div class="sheet-acts">
          {lacksHazard(line) && (
            <button type="button" class="button danger" onClick={() => setOpen('hazard')}>{t('sheet.hazard')}</button>
          )}
          {lacksHazard(line) && <button type="button" class="textlink" onClick={() => setOpen('link')}>{t('sheet.link')}</button>}
          <button type="button" class="textlink" onClick={() => setOpen('note')}>{t('sheet.note_photo')}</button>
        </div>
      )}
      {open && (
        <Sheet title={t(`sheet.${open === 'note' ? 'note_photo' : open}`)} closeLabel={t('close')} onClose={() => setOpen(undefined)}>
          {open === 'note' && <NoteForm sheet={sheet} line={line} onDone={() => setOpen(undefined)} />}
          {open === 'hazard' && <HazardForm sheet={sheet} line={line} onDone={() => setOpen(undefined)} />}
          {open === 'link' && <LinkCase sheet={sheet} line={line} onDone={() => setOpen(undefined)} />}
        </Sheet>
      )}
    </article>
  )
}

function ReadOnly({ line }: { line: SeenLine }) {
  return (
    <div>
      <h3>{line.text}</h3>
      {line.condition && <p class="soft">{t('sheet.only', { where: line.condition })}</p>}
      <p><b>{t(line.answer ? `sheet.answer.${line.answer}` : `sheet.${line.status}`)}</b></p>
      {line.late.map((late) => (
        <p class="soft" key={late.id}>{t('sheet.late', { answer: t(`sheet.answer.${late.answer}`), who: late.author })}</p>
      ))}
    </div>
  )
}

function Who({ line }: { line: SeenLine }) {
  return (
    <>
      {line.heads.map((head) => (
        <p class="soft sheet-who" key={head.id}>
          {t('sheet.who', { who: head.author, at: clockTime(head.at) })}
          {line.waiting.includes(head.id) && <b> · {t('sheet.on_phone')}</b>}
          {head.note && <><br />{head.note}</>}
        </p>
      ))}
    </>
  )
}

/** Both stay; pressing one of them says which counts. */
function Conflict({ sheet, line }: { sheet: SeenSheet; line: SeenLine }) {
  const me = useMe()
  return (
    <>
      <Banner tone="warning"><h3>{t('sheet.differs')}</h3><p>{t('sheet.differs_detail')}</p></Banner>
      <div class="rows">
        {line.heads.map((head) => (
          <button type="button" class="row" key={head.id} disabled={!sheet.may_answer}
            onClick={() => void sendAnswer(sheet, line, head.answer as Answer, me.account.id, { chosen: head.id, note: head.note })}>
            <span>
              <b>{t(`sheet.answer.${head.answer}`)}</b>
              <small>{t('sheet.who', { who: head.author, at: clockTime(head.at) })}</small>
              {head.note && <small>{head.note}</small>}
            </span>
            {sheet.may_answer && <span class="change">{t('sheet.choose')}</span>}
          </button>
        ))}
      </div>
    </>
  )
}

function Photos({ line }: { line: SeenLine }) {
  if (!line.photos.length) return null
  return (
    <div class="photos sheet-photos">
      {line.photos.map((photo, index) => (
        <figure class="photo" key={photo.id}>
          <span>{photo.url_small ? <img src={photo.url_small} alt={`${t('photo.photo')} ${index + 1}`} /> : <Icon name="camera" />}</span>
        </figure>
      ))}
    </div>
  )
}

function Hazards({ line }: { line: SeenLine }) {
  if (!line.findings.length && !line.hazardsWaiting) return null
  return (
    <div class="rows">
      {line.findings.map((found) => (
        <a class="row" href={`/app/cases/${found.case_id}`} key={found.hazard_id}>
          <Icon name="warning" />
          <span>{found.ledger_no ?? found.category_label ?? t('app.case')}<small>{found.state_label}{found.after_signing && ` · ${t('sheet.after')}`}</small></span>
          <Icon name="next" />
        </a>
      ))}
      {line.hazardsWaiting > 0 && <p class="row"><Icon name="clock" /><span>{t('sheet.hazard_waiting')}</span></p>}
    </div>
  )
}
