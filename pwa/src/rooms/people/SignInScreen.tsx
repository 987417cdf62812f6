import { t } from '../../i18n'
import { EmptyState } from '../../ui'

export default function SignInScreen() {
  return <EmptyState icon="clock" title={t('app.sign_in')}>{t('app.soon')}</EmptyState>
}
