// What the reporter may say now: answer the question, ask to look again, 解决了 or 没解决.
import { useState } from 'preact/hooks'

import type { Answer, Pickup } from '../../api/types'
import { t } from '../../i18n'
import { useOutbox } from '../../offline/useOutbox'
import { Banner, Button } from '../../ui'
import { AnswerForm } from './AnswerForm'
import { say, unsaid } from './say'

type Props = { pickup: Pickup; code: string }

export function Answers({ pickup, code }: Props) {
  const { items, sending, lasting } = useOutbox()
  const [open, setOpen] = useState<'dispute' | 'appeal'>()
  const may = (action: Answer) => pickup.allowed.includes(action)
  const waits = unsaid(items, code)
  if (waits) {
    const key = sending ? 'pickup.sending' : lasting ? 'pickup.kept' : 'pickup.kept_memory'
    return waits.state === 'refused' ? null : <Banner tone="warning" icon={sending ? 'clock' : 'offline'}><p>{t(key)}</p></Banner>
  }
  if (may('supplement')) {
    return <section class="card"><AnswerForm action="supplement" pickup={pickup} code={code} /></section>
  }
  if (open && may(open)) {
    return (
      <section class="card stack">
        <h2>{t(`pickup.${open}_title`)}</h2>
        <AnswerForm action={open} pickup={pickup} code={code} onBack={() => setOpen(undefined)} />
      </section>
    )
  }
  if (may('appeal')) return <Button look="quiet" onPress={() => setOpen('appeal')}>{t('pickup.appeal')}</Button>
  return <Solved pickup={pickup} code={code} onDispute={() => setOpen('dispute')} />
}

/** Two large answers after the closing; later the same two, for what has changed since. */
function Solved({ pickup, code, onDispute }: Props & { onDispute: () => void }) {
  const [busy, setBusy] = useState(false)
  const { said, under_review, allowed } = pickup
  const confirm = async () => {
    setBusy(true)
    await say({ action: 'confirm_solved', pickup, code, note: '', photos: [] })
    setBusy(false)
  }
  if (!allowed.includes('confirm_solved') && !under_review) return null
  return (
    <section class="card stack solved">
      {!said && !under_review && <h2>{t('pickup.solved_question')}</h2>}
      {said && <Banner tone={said === 'solved' ? 'success' : 'info'}><p>{t(`pickup.said_${said}`)}</p></Banner>}
      {under_review && <p>{t('pickup.under_review')}</p>}
      {allowed.includes('confirm_solved') && said !== 'solved' && (
        <Button big icon="check" busy={busy} look={said ? 'quiet' : 'primary'} onPress={confirm}>
          {t(said ? 'pickup.solved_after_all' : 'pickup.solved')}
        </Button>
      )}
      {allowed.includes('dispute') && (
        <Button big={!said} look="quiet" icon="warning" onPress={onDispute}>{t(said === 'solved' ? 'pickup.still_not_solved' : 'pickup.not_solved')}</Button>
      )}
    </section>
  )
}
