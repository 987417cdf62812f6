// Follow a report: the code from the address after "#" (it never reaches a log), from this phone's receipts, or typed.
import { useEffect, useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { readPickup } from '../../api/public'
import type { Pickup } from '../../api/types'
import { t } from '../../i18n'
import { dateTime, day } from '../../i18n/dates'
import { offline, type Receipt } from '../../offline'
import { Banner, Button, Field, StatusPill, Timeline, type PillTone } from '../../ui'

const TONES: Record<string, PillTone> = { received: 'wait', done: 'done', merged: 'off', not_found: 'off', referred: 'off' }

export function PickupPage() {
  const [typed, setTyped] = useState(decodeURIComponent(location.hash.slice(1)))
  const [busy, setBusy] = useState(false)
  const [found, setFound] = useState<Pickup>()
  const [problem, setProblem] = useState<Problem | string>()

  const ask = async (text: string) => {
    const code = text.replace(/[\s-]/g, '').toUpperCase()
    setTyped(code)
    if (code.length !== 8) return setProblem(t('pickup.empty'))
    setBusy(true)
    const result = await readPickup(code)
    setBusy(false)
    setProblem(result.ok ? undefined : result.problem)
    setFound(result.ok ? result.value : undefined)
  }
  useEffect(() => {
    if (typed) void ask(typed)
  }, [])

  if (found) return <Progress pickup={found} code={typed} onBack={() => setFound(undefined)} />
  const error = typeof problem === 'string' ? problem : problem?.title
  return (
    <div class="stack-wide">
      <h1>{t('pickup.title')}</h1>
      <form class="card stack" onSubmit={(event) => { event.preventDefault(); void ask(typed) }}>
        <Field label={t('pickup.label')} hint={t('pickup.hint')} value={typed} onValue={setTyped} error={error}
          maxLength={16} autocomplete="off" autocapitalize="characters" name="pickup_code" />
        {typeof problem === 'object' && <p class="soft">{problem.detail}</p>}
        <Button submit busy={busy}>{t('pickup.ask')}</Button>
      </form>
      <Mine onPick={ask} />
    </div>
  )
}

function Progress({ pickup, code, onBack }: { pickup: Pickup; code: string; onBack: () => void }) {
  const steps = pickup.timeline.map(({ at, label }, index) => ({ key: String(index), label, at, when: dateTime(at) }))
  return (
    <div class="stack-wide appear">
      <header class="stack-tight">
        <p class="where code">{code}</p>
        <h1>{pickup.place}</h1>
        <p class="soft">{t('pickup.reported', { when: dateTime(pickup.reported_at) })}</p>
        <p><StatusPill tone={TONES[pickup.status.key] ?? 'open'}>{pickup.status.label}</StatusPill></p>
      </header>
      {pickup.expected_at && <Banner icon="clock"><p>{t('pickup.expected', { day: day(pickup.expected_at) })}</p></Banner>}
      <section class="card"><Timeline steps={steps} /></section>
      <Button look="quiet" onPress={onBack}>{t('pickup.another')}</Button>
    </div>
  )
}

/** Codes this phone received itself: nobody has to find the note again. */
function Mine({ onPick }: { onPick: (code: string) => void }) {
  const [receipts, setReceipts] = useState<Receipt[]>([])
  useEffect(() => {
    void offline().then(async ({ store }) => setReceipts(await store.receipts()))
  }, [])
  const forget = async () => {
    await (await offline()).store.forgetReceipts()
    setReceipts([])
  }
  const mine = receipts.filter((receipt) => receipt.owner === null && receipt.answer.pickup_code)
  if (!mine.length) return null
  return (
    <section class="stack">
      <h2>{t('pickup.mine')}</h2>
      {mine.map(({ id, title, doneAt, answer }) => (
        <Button look="quiet" key={id} onPress={() => onPick(answer.pickup_code ?? '')}>
          {title}<br />{dateTime(new Date(doneAt).toISOString())}
        </Button>
      ))}
      <Button look="plain" onPress={forget}>{t('pickup.forget')}</Button>
    </section>
  )
}
