import { t } from '../../i18n'
import { EmptyState } from '../../ui'

export default function CaseScreen() {
  return <EmptyState icon="clock" title={t('app.case')}>{t('app.soon')}</EmptyState>
}
