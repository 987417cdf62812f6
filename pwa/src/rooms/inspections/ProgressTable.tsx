// Each school's line: how far its sheet is, hazards, signature, reply. A table at a desk, cards on a phone.
import type { Progress } from '../../api/inspections'
import { t } from '../../i18n'
import { day } from '../../i18n/dates'

export function ProgressTable({ records }: { records: readonly Progress[] }) {
  return (
    <div class="table-wrap">
      <table class="table stacked inspection-progress">
        <thead>
          <tr>{['school', 'done', 'inspectors', 'hazards', 'signed', 'reply'].map((name) => <th key={name}>{t(`progress.${name}`)}</th>)}</tr>
        </thead>
        <tbody>{records.map((record) => <Line key={record.id} record={record} />)}</tbody>
      </table>
    </div>
  )
}

function Line({ record }: { record: Progress }) {
  const { tally, school, township, inspectors } = record
  const score = tally.score === null ? '' : ` · ${t('progress.score', { n: tally.score })}`
  return (
    <tr>
      <th scope="row"><a href={`/app/inspection_records/${record.id}?from=board`}>{school.short_name}</a><small>{township}</small></th>
      <td data-label={t('progress.done')}>
        <progress max={tally.lines} value={tally.answered} aria-label={school.short_name} />
        <span class="nobr">{tally.answered}/{tally.lines}{score}</span>
        {tally.conflicts > 0 && <span class="badge">{t('sheet.conflicts', { n: tally.conflicts })}</span>}
      </td>
      <td data-label={t('progress.inspectors')}>{inspectors.join('、') || '—'}</td>
      <td data-label={t('progress.hazards')}>{record.hazards ? t('progress.hazards_of', { n: record.hazards, open: record.hazards_open }) : '0'}</td>
      <td data-label={t('progress.signed')}>{record.signed_at ? day(record.signed_at) : t('progress.unsigned')}</td>
      <td data-label={t('progress.reply')} class={record.reply_overdue ? 'bad' : ''}>
        {record.reply_due_at ? day(record.reply_due_at) : '—'}{record.reply_overdue && <b class="bad-text"> {t('progress.overdue')}</b>}
      </td>
    </tr>
  )
}
