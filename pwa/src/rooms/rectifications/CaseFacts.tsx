// Who, by when, how serious, what is planned and what protects meanwhile: what people ask about on the phone.
import type { CaseDetail } from '../../api/cases'
import { t } from '../../i18n'
import { dateTime, day, deadline } from '../../i18n/dates'
import { Facts } from '../../ui'

type Rows = Parameters<typeof Facts>[0]['rows']

export function CaseFacts({ item }: { item: CaseDetail }) {
  return (
    <section class="card">
      <h2>{t('case.facts')}</h2>
      <Facts rows={[...responsibility(item), ...deadlines(item), ...plan(item), ...report(item)]} />
    </section>
  )
}

const responsibility = (item: CaseDetail): Rows => [
  [t('case.lead_unit'), item.lead_unit?.name ?? t('case.no_lead')],
  [t('case.co_units'), item.co_units.join(t('comma'))],
  [t('case.responsible'), item.responsible_name],
  [t('case.tracker'), item.tracker],
  [t('case.severity'), item.severity && t(`severity.${item.severity}`)],
  [t('case.criteria'), [item.criteria_item, item.criteria_version].filter(Boolean).join(t('comma'))],
  [t('case.handling'), item.handling && t(`handling.${item.handling}`)],
]

/** The first date is told where it was another: on time is measured by it. */
function deadlines(item: CaseDetail): Rows {
  const moved = item.first_due_at && item.due_at && item.first_due_at !== item.due_at
  return [
    [t('case.due'), item.due_at && deadline(item.due_at)],
    [t('case.first_due'), moved && deadline(item.first_due_at ?? '')],
    [t('case.extended'), item.extension_count > 0 && t('case.times', { n: item.extension_count })],
    [t('case.extension_to'), item.extension_to && deadline(item.extension_to)],
    [t('case.transfer_to'), item.transfer_request?.to_unit],
    [t('case.level'), item.escalation_level > 0 && t('about.level', { n: item.escalation_level, name: t(`level.${item.escalation_level}`) })],
    [t('case.government_no'), item.government_document_no],
    [t('case.milestone'), item.milestone_at && day(item.milestone_at)],
    [t('case.failed'), item.fail_count > 0 && t('case.times', { n: item.fail_count })],
    [t('case.reopened'), item.reopen_count > 0 && t('case.times', { n: item.reopen_count })],
  ]
}

const plan = (item: CaseDetail): Rows => [
  [t('case.plan'), item.planned_measure],
  [t('case.plan_until'), item.planned_until && day(item.planned_until)],
  [t('case.funds'), item.funds],
  [t('case.interim'), item.interim_measure],
  [t('case.interim_until'), item.interim_until && deadline(item.interim_until)],
  [t('case.interim_checked'), item.interim_checked_at && dateTime(item.interim_checked_at)],
  [t('case.measure'), item.measure],
]

const report = (item: CaseDetail): Rows => [
  [t('case.reported'), dateTime(item.reported_at)],
  [t('case.question'), item.question],
  [t('case.reject_reason'), item.reject_reason],
  [t('case.referred_to'), item.referred_to],
  [t('case.master'), item.master_case_id && <a href={`/app/cases/${item.master_case_id}`}>{t('case.master_open')}</a>],
  [t('case.joined'), item.joined_reports > 0 && t('case.joined_n', { n: item.joined_reports })],
  [t('case.photos_missing'), item.photos_missing > 0 && t('case.photos_missing_n', { n: item.photos_missing })],
]
