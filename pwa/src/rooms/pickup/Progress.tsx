// How a report stands: the status first, in words that say what it means, what the reporter may say, then how it came there.
import { useState } from 'preact/hooks'

import { withdrawPhone } from '../../api/public'
import type { Pickup } from '../../api/types'
import { named, t } from '../../i18n'
import { dateTime, day } from '../../i18n/dates'
import { Banner, Button, Fours, StatusPill, Timeline, type PillTone } from '../../ui'
import { Answers } from './Answers'

const TONES: Record<string, PillTone> = { received: 'wait', asked: 'wait', done: 'done', merged: 'off', not_found: 'off', referred: 'off' }
const DAY_MS = 24 * 60 * 60 * 1000

export function Progress({ pickup, code, onBack, onChange }: { pickup: Pickup; code: string; onBack: () => void; onChange: () => void }) {
  const steps = pickup.timeline.map(({ at, label }, index) => ({ key: String(index), label, at, when: dateTime(at) }))
  return (
    <div class="stack-wide appear">
      <Head pickup={pickup} code={code} />
      <Standing pickup={pickup} />
      {pickup.reply && <Banner><h3>{t('pickup.reply')}</h3><p>{pickup.reply}</p></Banner>}
      <Released pickup={pickup} />
      <Answers pickup={pickup} code={code} />
      <section class="card"><Timeline steps={steps} /></section>
      {pickup.phone_kept && <Phone code={code} onChange={onChange} />}
      <Button look="quiet" onPress={onBack}>{t('pickup.another')}</Button>
    </div>
  )
}

function Head({ pickup: { place, reported_at }, code }: { pickup: Pickup; code: string }) {
  const [school, ...point] = place.split('·')
  return (
    <header class="stack-tight">
      <h1>{school}</h1>
      {point.length > 0 && <p>{point.join('·')}</p>}
      <p class="soft">{t('pickup.reported', { when: dateTime(reported_at) })}<br />{t('pickup.label')} <Fours code={code} /></p>
    </header>
  )
}

function Standing({ pickup: { status, reason, call, merged, question, answer_until, expected_at } }: { pickup: Pickup }) {
  const late = expected_at && Date.parse(expected_at) + DAY_MS < Date.now()
  return (
    <section class="card standing stack-tight">
      <p><StatusPill tone={TONES[status.key] ?? 'open'}>{named(`pickup.status_${status.key}`, status.label)}</StatusPill></p>
      <p>{reason ? named(`pickup.reason_${reason.key}`, reason.label) : t(`pickup.is_${status.key}`)}</p>
      {merged && <p>{t('pickup.merged')}</p>}
      {question && <p class="question">{question}</p>}
      {answer_until && <p><b>{t('pickup.answer_until', { day: day(answer_until) })}</b></p>}
      {expected_at && <p><b>{t(late ? 'pickup.late' : 'pickup.expected', { day: day(expected_at) })}</b></p>}
      {call && <Button icon="phone" look={call === '110' ? 'danger' : 'primary'} href={`tel:${call}`}>{t('pickup.call', { number: call })}</Button>}
    </section>
  )
}

/** Only what somebody has looked through and released. */
function Released({ pickup: { photos } }: { pickup: Pickup }) {
  if (!photos.length) return null
  return (
    <section class="card stack-tight">
      <h2>{t('pickup.photos')}</h2>
      {photos.map(({ url }, index) => <img class="released" key={url} src={url} alt={t('pickup.photo', { n: index + 1 })} />)}
    </section>
  )
}

function Phone({ code, onChange }: { code: string; onChange: () => void }) {
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState('')
  const withdraw = async () => {
    setBusy(true)
    const result = await withdrawPhone(code)
    setBusy(false)
    setTrouble(result.ok ? '' : result.problem.title)
    if (result.ok) onChange()
  }
  return (
    <section class="card stack-tight">
      <p>{t('pickup.phone_kept')}</p>
      {trouble && <p class="error" role="alert">{trouble}</p>}
      <Button look="quiet" busy={busy} onPress={withdraw}>{t('pickup.phone_withdraw')}</Button>
    </section>
  )
}
