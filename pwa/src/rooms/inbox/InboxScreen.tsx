// 消息: what I was told, by day; opening one reads it and leads to its case.
import type { InboxItem } from '../../api/inbox'
import { t } from '../../i18n'
import { clockTime } from '../../i18n/dates'
import { Banner, Button, Icon, Loading } from '../../ui'
import { Trouble } from '../shell/Trouble'
import { BELL } from '../staff_icons'
import { byDay } from './days'
import { useUnread } from './unread'
import { useInbox } from './useInbox'

const HERE = '/app/inbox'
/** As the server joins the facts of a line; a fact is kept together where it fits. */
const BETWEEN = ' · '

export default function InboxScreen() {
  const inbox = useInbox()
  const unread = useUnread()
  const { items, problem } = inbox
  return (
    <section class="inbox">
      <header class="split heads">
        <h1>{t('inbox.title')}</h1>
        {unread > 0 && items && items.length > 0 && (
          <Button look="quiet" busy={inbox.busy} onPress={inbox.readAll}>{t('inbox.read_all')}</Button>
        )}
      </header>
      <p class="soft" role="status">{items && (unread > 0 ? t('inbox.unread_n', { n: unread }) : items.length > 0 && t('inbox.all_read'))}</p>
      {problem && items && <Banner tone="warning" icon="offline"><p>{problem.title}</p></Banner>}
      {problem && !items && <Trouble problem={problem} onRetry={inbox.reload} />}
      {!items && !problem && <Loading label={t('loading')} />}
      {items?.length === 0 && <Nothing />}
      {byDay(items ?? []).map(({ key, label, items: its }) => (
        <section key={key} aria-label={label}>
          <header class="section-head"><h2>{label}</h2></header>
          <ul class="rows">{its.map((item) => <li key={item.id}><Message item={item} onOpen={inbox.open} /></li>)}</ul>
        </section>
      ))}
      {items && inbox.next && (
        <div class="more"><Button look="quiet" busy={inbox.busy} onPress={inbox.more}>{t('inbox.more')}</Button></div>
      )}
    </section>
  )
}

function Nothing() {
  return (
    <div class="state">
      <Icon path={BELL} />
      <h2>{t('inbox.none')}</h2>
      <p>{t('inbox.none_detail')}</p>
    </div>
  )
}

/** One that leads nowhere else is only marked as read. */
function Message({ item, onOpen }: { item: InboxItem; onOpen: (id: string) => Promise<void> }) {
  const look = item.read_at ? 'row message' : 'row message unread'
  const open = () => void (item.read_at || onOpen(item.id))
  if (item.address === HERE) {
    return <button type="button" class={look} onClick={open}><Words item={item} /></button>
  }
  return <a class={look} href={item.address} onClick={open}><Words item={item} /><Icon name="next" /></a>
}

function Words({ item: { title, line, urgency, created_at, read_at } }: { item: InboxItem }) {
  return (
    <span>
      <span class="marks">
        {!read_at && <span class="badge dark">{t('inbox.unread')}</span>}
        {urgency === 'urgent' && <span class="badge">{t('inbox.urgent')}</span>}
        <time class="soft" dateTime={created_at}>{clockTime(created_at)}</time>
      </span>
      <span class="title">{title}</span>
      {line && <Facts facts={line.split(BETWEEN)} />}
    </span>
  )
}

function Facts({ facts }: { facts: string[] }) {
  const last = facts.length - 1
  return <small>{facts.map((fact, at) => [<span key={fact} class="fact">{fact}{at < last && ' ·'}</span>, ' '])}</small>
}
