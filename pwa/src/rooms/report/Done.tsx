// What became of it: under way, safe on this phone, received with its pickup code, or refused with the reason.
import { useEffect, useState } from 'preact/hooks'

import type { FactAnswer } from '../../api/types'
import { t } from '../../i18n'
import { offline, type OutboxItem, type Receipt } from '../../offline'
import { useOutbox } from '../../offline/useOutbox'
import { Banner, Button, ErrorState, Icon, Loading } from '../../ui'

export function Done({ id, onAgain, onHome }: { id: string; onAgain: () => void; onHome: () => void }) {
  const view = useOutbox()
  const [receipt, setReceipt] = useState<Receipt>()
  useEffect(() => {
    void offline().then(async ({ store }) => setReceipt((await store.receipts()).find((each) => each.id === id)))
  }, [view])
  const item = view.items.find((each) => each.id === id)
  const answer = receipt?.answer ?? item?.answer
  if (answer) return <Received answer={answer} item={item} lost={receipt?.lost ?? 0} onAgain={onAgain} onHome={onHome} />
  if (item?.state === 'refused') return <Refused item={item} onHome={onHome} />
  if (item && item.attempts > 0 && !view.sending) return <Waiting lasting={view.lasting} onHome={onHome} />
  return <Loading label={t('done.sending')} />
}

const flush = async () => void (await offline()).outbox.flush(true)

function Waiting({ lasting, onHome }: { lasting: boolean; onHome: () => void }) {
  return (
    <section class="stack">
      <ErrorState offline title={t('done.waiting')} detail={t(lasting ? 'done.waiting_detail' : 'outbox.memory')}
        retryLabel={t('done.retry')} onRetry={flush} />
      {lasting && <Button look="plain" onPress={onHome}>{t('back')}</Button>}
    </section>
  )
}

function Refused({ item, onHome }: { item: OutboxItem; onHome: () => void }) {
  const discard = async () => {
    await (await offline()).outbox.discard(item.id)
    onHome()
  }
  return (
    <section class="stack">
      <ErrorState title={t('done.refused')} detail={item.problem?.title} />
      <p class="soft">{item.problem?.detail}</p>
      <Button look="quiet" onPress={onHome}>{t('back')}</Button>
      <Button look="plain" onPress={discard}>{t('outbox.discard')}</Button>
    </section>
  )
}

function Received({ answer, item, lost, onAgain, onHome }: {
  answer: FactAnswer; item: OutboxItem | undefined; lost: number; onAgain: () => void; onHome: () => void
}) {
  const all = item?.photos.length ?? 0
  const missing = item?.answer?.photos_missing.length ?? 0
  return (
    <section class="receipt stack-wide appear" role="status">
      <Icon name="done" />
      <h1>{t('done.received')}</h1>
      {missing > 0 && (
        <Banner tone="warning" icon="clock">
          <h3>{t('done.photos', { done: all - missing, all })}</h3>
          <p>{t('done.photos_wait', { n: missing })}</p>
        </Banner>
      )}
      {lost > 0 && <Banner tone="warning"><p>{t('done.photos_lost', { n: lost })}</p></Banner>}
      {answer.pickup_code && <Ticket code={answer.pickup_code} />}
      <ol class="next card">
        {['done.next1', 'done.next2', 'done.next3'].map((key) => <li key={key}><span>{t(key)}</span></li>)}
      </ol>
      <div class="actions">
        {answer.pickup_code && <Button href={`/p#${answer.pickup_code}`}>{t('done.follow')}</Button>}
        <Button look="quiet" onPress={onAgain}>{t('done.again')}</Button>
        <Button look="plain" onPress={onHome}>{t('done.home')}</Button>
      </div>
    </section>
  )
}

function Ticket({ code }: { code: string }) {
  const [copied, setCopied] = useState(false)
  return (
    <div class="ticket">
      <p class="soft">{t('done.code')}</p>
      <p class="number code" id="pickup-code">{code}</p>
      <p class="soft">{t('done.code_hint')}</p>
      <Button look="quiet" onPress={() => void copyText(code).then(setCopied)}>{t(copied ? 'done.copied' : 'done.copy')}</Button>
    </div>
  )
}

/** The clipboard needs HTTPS and a recent browser; the old way serves the others. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const range = document.createRange()
    range.selectNodeContents(document.getElementById('pickup-code') ?? document.body)
    getSelection()?.removeAllRanges()
    getSelection()?.addRange(range)
    return document.execCommand('copy')
  }
}
