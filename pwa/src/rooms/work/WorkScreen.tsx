import { t } from '../../i18n'
import { EmptyState } from '../../ui'

export default function WorkScreen() {
  return <EmptyState icon="clock" title={t('app.tab.work')}>{t('app.soon')}</EmptyState>
}
