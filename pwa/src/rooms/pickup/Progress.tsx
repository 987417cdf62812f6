// How a report stands: the status first, in words that say what it means, then how it came there.
import type { Pickup } from '../../api/types'
import { named, t } from '../../i18n'
import { dateTime, day } from '../../i18n/dates'
import { Button, Fours, StatusPill, Timeline, type PillTone } from '../../ui'

const TONES: Record<string, PillTone> = { received: 'wait', done: 'done', merged: 'off', not_found: 'off', referred: 'off' }
const DAY_MS = 24 * 60 * 60 * 1000

export function Progress({ pickup, code, onBack }: { pickup: Pickup; code: string; onBack: () => void }) {
  const { status, expected_at, reported_at } = pickup
  const [school, ...point] = pickup.place.split('·')
  const steps = pickup.timeline.map(({ at, label }, index) => ({ key: String(index), label, at, when: dateTime(at) }))
  const late = expected_at && Date.parse(expected_at) + DAY_MS < Date.now()
  return (
    <div class="stack-wide appear">
      <header class="stack-tight">
        <h1>{school}</h1>
        {point.length > 0 && <p>{point.join('·')}</p>}
        <p class="soft">{t('pickup.reported', { when: dateTime(reported_at) })}<br />{t('pickup.label')} <Fours code={code} /></p>
      </header>
      <section class="card standing stack-tight">
        <p><StatusPill tone={TONES[status.key] ?? 'open'}>{named(`pickup.status_${status.key}`, status.label)}</StatusPill></p>
        <p>{t(`pickup.is_${status.key}`)}</p>
        {expected_at && <p><b>{t(late ? 'pickup.late' : 'pickup.expected', { day: day(expected_at) })}</b></p>}
      </section>
      <section class="card"><Timeline steps={steps} /></section>
      <Button look="quiet" onPress={onBack}>{t('pickup.another')}</Button>
    </div>
  )
}
