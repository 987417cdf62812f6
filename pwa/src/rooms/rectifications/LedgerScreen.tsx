import { t } from '../../i18n'
import { EmptyState } from '../../ui'

export default function LedgerScreen() {
  return <EmptyState icon="clock" title={t('app.tab.cases')}>{t('app.soon')}</EmptyState>
}
