import { t } from '../../i18n'
import { EmptyState } from '../../ui'

export default function MeScreen() {
  return <EmptyState icon="clock" title={t('app.tab.me')}>{t('app.soon')}</EmptyState>
}
