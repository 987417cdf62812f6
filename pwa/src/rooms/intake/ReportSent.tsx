// What became of a staff report: waiting on this phone, received with its case, or refused with the reason.
import { useEffect, useState } from 'preact/hooks'

import { t } from '../../i18n'
import { offline, type OutboxItem, type Receipt } from '../../offline'
import { useOutbox } from '../../offline/useOutbox'
import { Button, Icon } from '../../ui'
import { AskAboutPerson } from './AskAboutPerson'
import { LOOKS_CONFIDENTIAL } from '../outbox/confidential'

const ICONS = { received: 'done', waiting: 'offline', refused: 'warning' } as const

function stateOf(item: OutboxItem | undefined, sending: boolean): 'refused' | 'waiting' | 'sending' {
  if (item?.state === 'refused') return 'refused'
  return item && item.attempts > 0 && !sending ? 'waiting' : 'sending'
}

export function ReportSent({ id }: { id: string }) {
  const view = useOutbox()
  const [receipt, setReceipt] = useState<Receipt>()
  useEffect(() => {
    void offline().then(async ({ store }) => setReceipt((await store.receipts()).find((each) => each.id === id)))
  }, [view])
  const item = view.items.find((each) => each.id === id)
  const answer = receipt?.answer ?? item?.answer
  const state = answer ? 'received' : stateOf(item, view.sending)
  if (item?.problem?.code === LOOKS_CONFIDENTIAL) return <AskAboutPerson item={item} />
  return (
    <section class="quiet-day appear" role="status">
      <div class={`sent-mark ${state}`}>
        {state === 'sending' ? <span class="spinner" /> : <Icon name={ICONS[state]} />}
      </div>
      <h1>{t(`sent.${state}`)}</h1>
      <p>{t(`sent.${state}_detail`)}</p>
      {receipt && receipt.lost > 0 && <p>{t('sent.photos_lost', { n: receipt.lost })}</p>}
      <div class="stack sent-links">
        {answer?.case_id && <Button href={`/app/cases/${answer.case_id}`}>{t('sent.open')}</Button>}
        <Button look="quiet" href="/app/report">{t('sent.again')}</Button>
        <Button look="plain" href="/app">{t('sent.home')}</Button>
      </div>
    </section>
  )
}
