import { t } from '../../i18n'
import { EmptyState } from '../../ui'

export default function ScanScreen() {
  return <EmptyState icon="clock" title={t('app.tab.scan')}>{t('app.soon')}</EmptyState>
}
