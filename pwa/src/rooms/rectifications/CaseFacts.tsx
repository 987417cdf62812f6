// Who, by when, how serious: the lines of the ledger that people ask about on the phone.
import type { CaseDetail } from '../../api/cases'
import { t } from '../../i18n'
import { dateTime } from '../../i18n/dates'
import { Facts } from '../../ui'

export function CaseFacts({ item }: { item: CaseDetail }) {
  return (
    <section class="card">
      <h2>{t('case.facts')}</h2>
      <Facts rows={[
        [t('case.lead_unit'), item.lead_unit?.name ?? t('case.no_lead')],
        [t('case.severity'), item.severity && t(`severity.${item.severity}`)],
        [t('case.handling'), item.handling && t(`handling.${item.handling}`)],
        [t('case.due'), item.due_at && dateTime(item.due_at)],
        [t('case.reported'), dateTime(item.reported_at)],
        [t('case.responsible'), item.responsible_name],
        [t('case.criteria'), item.criteria_item],
        [t('case.master'), item.master_case_id && <a href={`/app/cases/${item.master_case_id}`}>{t('case.master_open')}</a>],
        [t('case.joined'), item.joined_reports > 0 && t('case.joined_n', { n: item.joined_reports })],
        [t('case.photos_missing'), item.photos_missing > 0 && t('case.photos_missing_n', { n: item.photos_missing })],
      ]} />
    </section>
  )
}
