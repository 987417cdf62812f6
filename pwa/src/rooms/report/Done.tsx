// What became of it: under way, safe on this phone, received with its pickup code, or refused with the reason.
import { useEffect, useState } from 'preact/hooks'

import type { FactAnswer } from '../../api/types'
import { t } from '../../i18n'
import { offline, type OutboxItem, type Receipt } from '../../offline'
import { useOutbox } from '../../offline/useOutbox'
import { Banner, Button, Icon, Loading } from '../../ui'
import { LOOKS_CONFIDENTIAL, phonesOf, sendAllTheSame } from '../outbox/confidential'
import { CallLinks } from './questions'
import { Ticket } from './Ticket'

interface Ways { danger: boolean; onAgain: () => void; onHome: () => void }

export function Done({ id, ...ways }: Ways & { id: string }) {
  const { items, sending, lasting } = useOutbox()
  const [receipt, setReceipt] = useState<Receipt>()
  useEffect(() => {
    void offline().then(async ({ store }) => setReceipt((await store.receipts()).find((each) => each.id === id)))
  }, [items])
  const item = items.find((each) => each.id === id)
  const answer = receipt?.answer ?? item?.answer
  if (answer) return <Received answer={answer} item={item} lost={receipt?.lost ?? 0} lasting={lasting} {...ways} />
  if (item?.problem?.code === LOOKS_CONFIDENTIAL) return <AskAboutPerson item={item} onHome={ways.onHome} />
  if (item?.state === 'refused') return <Refused item={item} onHome={ways.onHome} />
  if (item?.problem) return <Waiting item={item} sending={sending} lasting={lasting} onHome={ways.onHome} />
  return <Loading label={t('done.sending')} />
}

const flush = async () => void (await offline()).outbox.flush(true)

/** Stays as it is while it tries again: only its button turns. */
function Waiting({ item, sending, lasting, onHome }: { item: OutboxItem; sending: boolean; lasting: boolean; onHome: () => void }) {
  const offlineNow = item.problem?.status === 0
  return (
    <section class="receipt waiting stack-wide" role="status">
      <Icon name={offlineNow ? 'offline' : 'clock'} />
      <h1>{t(lasting ? 'done.waiting' : 'done.waiting_memory')}</h1>
      <p>{t(!lasting ? 'outbox.memory' : offlineNow ? 'done.waiting_detail' : 'done.waiting_server')}</p>
      <div class="actions">
        <Button busy={sending} onPress={flush}>{t(sending ? 'outbox.sending' : 'done.retry')}</Button>
        {lasting && <Button look="quiet" onPress={onHome}>{t('done.leave')}</Button>}
      </div>
    </section>
  )
}

/** The words are not shown again: whoever stands beside it must not read them. */
function AskAboutPerson({ item, onHome }: { item: OutboxItem; onHome: () => void }) {
  const discard = async () => {
    await (await offline()).outbox.discard(item.id)
    onHome()
  }
  return (
    <section class="stack-wide" role="alert">
      <h1>{t('personal.title')}</h1>
      <p>{t('personal.detail')}</p>
      <CallLinks phones={phonesOf(item)} />
      <p class="soft">{t('personal.kept')}</p>
      <div class="actions">
        <Button look="quiet" onPress={() => void sendAllTheSame(item.id)}>{t('personal.send')}</Button>
        <Button look="plain" onPress={() => void discard()}>{t('personal.discard')}</Button>
      </div>
    </section>
  )
}

function Refused({ item, onHome }: { item: OutboxItem; onHome: () => void }) {
  const discard = async () => {
    await (await offline()).outbox.discard(item.id)
    onHome()
  }
  return (
    <section class="receipt refused stack-wide" role="alert">
      <Icon name="warning" />
      <h1>{t('done.refused')}</h1>
      <p><b>{item.problem?.title}</b><br />{item.problem?.detail}</p>
      <div class="actions">
        <Button onPress={onHome}>{t('back')}</Button>
        <Button look="plain" onPress={discard}>{t('outbox.discard')}</Button>
      </div>
    </section>
  )
}

function Received({ answer, item, lost, lasting, danger, onAgain, onHome }: Ways & {
  answer: FactAnswer; item: OutboxItem | undefined; lost: number; lasting: boolean
}) {
  const all = item?.photos.length ?? 0
  const missing = item?.answer?.photos_missing.length ?? 0
  const code = answer.pickup_code
  return (
    <section class="receipt stack-wide appear" role="status">
      <Icon name="done" />
      <h1>{t('done.received')}</h1>
      {danger && (
        <Banner tone="danger"><p>{t('done.danger')}</p><Button look="danger" icon="phone" href="tel:110">{t('report.call')}</Button></Banner>
      )}
      {missing > 0 && (
        <Banner tone="warning" icon="clock">
          <h3>{t('done.photos', { done: all - missing, all })}</h3>
          <p>{t('done.photos_wait', { n: missing })}</p>
        </Banner>
      )}
      {lost > 0 && <Banner tone="warning"><p>{t('done.photos_lost', { n: lost })}</p></Banner>}
      {code && <Ticket code={code} lasting={lasting} />}
      <div class="card next">
        <h2>{t('done.next')}</h2>
        <ol>{['done.next1', 'done.next2', 'done.next3'].map((key) => <li key={key}><span>{t(key)}</span></li>)}</ol>
      </div>
      <div class="actions">
        <Button onPress={onHome}>{t('done.home')}</Button>
        {code && <Button look="quiet" href={`/p#${code}`}>{t('done.follow')}</Button>}
        <Button look="plain" onPress={onAgain}>{t('done.again')}</Button>
      </div>
    </section>
  )
}
