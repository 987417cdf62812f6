// The bell in the top bar of every staff screen: the way to the messages, and how many are unread.
import { t } from '../../i18n'
import { Link } from '../../router'
import { Icon } from '../../ui'
import { BELL } from '../staff_icons'
import { shownCount, useCounting, useUnread } from './unread'

export function Bell() {
  const unread = useUnread()
  useCounting()
  return (
    <Link to="/app/inbox" class="bell" current={location.pathname === '/app/inbox'}>
      <Icon path={BELL} />
      <span>{t('inbox.bell')}</span>
      {unread > 0 && <b><span class="sr">{t('inbox.unread')} </span>{shownCount(unread)}</b>}
    </Link>
  )
}
