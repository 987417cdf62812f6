// Back to where one came from; opened from a message there is nothing behind, so `to` says where.
import { t } from '../../i18n'
import { Icon } from '../../ui'

export function BackLink({ to }: { to: string }) {
  const back = (event: MouseEvent) => {
    if (!document.referrer && history.length <= 2) return
    event.preventDefault()
    history.back()
  }
  return <a class="backlink" href={to} onClick={back}><Icon name="back" />{t('back')}</a>
}
