import { t } from '../../i18n'
import { EmptyState } from '../../ui'

export default function StaffReportScreen() {
  return <EmptyState icon="clock" title={t('app.report')}>{t('app.soon')}</EmptyState>
}
