// "未上传 n 条": always visible while something waits, with the way to push it, save it, or give up what was refused.
import { t } from '../../i18n'
import { offline, type OutboxItem } from '../../offline'
import { useOutbox } from '../../offline/useOutbox'
import { Banner, Button } from '../../ui'
import { LOOKS_CONFIDENTIAL, sendAllTheSame } from './confidential'

const flush = async () => void (await offline()).outbox.flush(true)
const asked = (item: OutboxItem) => item.problem?.code === LOOKS_CONFIDENTIAL
const discard = async (id: string) => (await offline()).outbox.discard(id)
const save = async () => (await import('../../offline/backup')).saveBackup((await offline()).store)

/** `hide`: the photo path of a case whose own screen already talks about what waits. */
export function OutboxBar({ hide }: { hide?: string | undefined }) {
  const { items: all, sending, lasting } = useOutbox()
  const items = all.filter((item) => item.photoPath !== hide)
  // The screen of a report that was just sent puts the question itself.
  const refused = items.filter((item) => item.state === 'refused' && !(asked(item) && location.search.includes(item.id)))
  const waiting = items.filter((item) => item.state !== 'refused')
  return (
    <div class="outbox" aria-live="polite">
      {waiting.length > 0 && (
        <Banner tone="warning" icon={sending ? 'clock' : 'offline'}>
          <h3>{t('outbox.waiting', { n: waiting.length })}</h3>
          <p>{hint(waiting, sending, lasting)}</p>
          {waiting.some((item) => item.state === 'waiting') && (
            <Button look="quiet" busy={sending} onPress={flush}>{t(sending ? 'outbox.sending' : 'outbox.send_now')}</Button>
          )}
          {!sending && <Button look="plain" onPress={save}>{t('outbox.export')}</Button>}
        </Banner>
      )}
      {refused.map((item) => (
        <Banner tone="danger" key={item.id}>
          <h3>{item.title}</h3>
          <p><b>{item.problem?.title}</b></p>
          <p>{item.problem?.detail}</p>
          {asked(item) && <Button look="quiet" onPress={() => sendAllTheSame(item.id)}>{t('personal.send')}</Button>}
          <Button look="quiet" onPress={() => discard(item.id)}>{t('outbox.discard')}</Button>
        </Banner>
      ))}
    </div>
  )
}

function hint(waiting: OutboxItem[], sending: boolean, lasting: boolean): string {
  if (sending) return t('outbox.sending')
  if (!lasting) return t('outbox.memory')
  return t(waiting.some((item) => item.state === 'paused') ? 'outbox.paused' : 'outbox.safe')
}
