// A move that is still on this phone: what it is, whether it waits, goes or was refused, and how to go on from there.
import { useEffect, useState } from 'preact/hooks'

import { readCase, type AllowedAction, type CaseDetail } from '../../api/cases'
import { t } from '../../i18n'
import { offline, type OutboxItem } from '../../offline'
import { useOutbox } from '../../offline/useOutbox'
import { Banner, Button } from '../../ui'
import { inWords } from './moves/order'
import { MoveSheet } from './moves/MoveSheet'
import { newsSince, WhatChanged } from './moves/WhatChanged'
import { draftOf, type MoveDraft } from './moves/queue'
import { OVERTAKEN } from './moves/useMove'
import { actionOf } from './useCaseOutbox'

const flush = async () => void (await offline()).outbox.flush(true)

export function PendingMove({ item, found, onChange }: {
  item: OutboxItem; found: CaseDetail; onChange: (next: CaseDetail) => void
}) {
  const { sending, lasting } = useOutbox()
  if (item.state === 'refused') return <Refused item={item} found={found} onChange={onChange} />
  const photos = item.answer?.photos_missing.length
  return (
    <Banner tone="warning" icon={sending ? 'clock' : 'offline'}>
      <h3>{t('move.waiting', { action: t(`action.${actionOf(item)}`) })}</h3>
      <p>{photos ? t('move.photos_wait', { n: photos }) : t(lasting ? 'outbox.safe' : 'outbox.memory')}</p>
      {item.state === 'paused'
        ? <p>{t('outbox.paused')}</p>
        : <Button look="quiet" busy={sending} onPress={flush}>{t(sending ? 'outbox.sending' : 'outbox.send_now')}</Button>}
    </Banner>
  )
}

function Refused({ item, found, onChange }: { item: OutboxItem; found: CaseDetail; onChange: (next: CaseDetail) => void }) {
  const [again, setAgain] = useState<{ action: AllowedAction; draft: MoveDraft; found: CaseDetail }>()
  const [gone, setGone] = useState(false)
  const stale = OVERTAKEN.includes(item.problem?.code ?? '')
  // What the screen shows is what was seen before; the reason for the refusal is what happened since.
  useEffect(() => {
    if (stale) void readCase(found.id).then((fresh) => fresh.ok && onChange(fresh.value))
  }, [stale])
  const discard = async () => (await offline()).outbox.discard(item.id)
  const reopen = async () => {
    const { store } = await offline()
    const fresh = await readCase(found.id)
    if (!fresh.ok) return
    onChange(fresh.value)
    const action = fresh.value.allowed_actions.find((each) => each.action === actionOf(item))
    setGone(!action)
    if (action) setAgain({ action: inWords(action), draft: await draftOf(item, store), found: fresh.value })
  }
  return (
    <Banner tone="danger">
      <h3>{t('move.refused', { action: t(`action.${actionOf(item)}`) })}</h3>
      <p>{[item.problem?.title, item.problem?.detail].filter(Boolean).join('：')}</p>
      {stale && <WhatChanged entries={newsSince(found, new Date(item.createdAt).toISOString())} />}
      {gone ? <p>{t('move.not_open')}</p> : <Button onPress={reopen}>{t('move.again')}</Button>}
      <Button look="quiet" onPress={discard}>{t('move.give_up')}</Button>
      {again && (
        <MoveSheet action={again.action} found={again.found} draft={again.draft} replaces={item.id} onChange={onChange}
          onClose={() => setAgain(undefined)} />
      )}
    </Banner>
  )
}
