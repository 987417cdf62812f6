// Follow a report: the code from the address after "#" (it never reaches a log), from this phone's receipts, or typed.
import { useEffect, useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { readPickup } from '../../api/public'
import type { Pickup } from '../../api/types'
import { t } from '../../i18n'
import { dateTime } from '../../i18n/dates'
import { offline, type Receipt } from '../../offline'
import { Banner, Button, Field, Loading } from '../../ui'
import { Progress } from './Progress'

export function PickupPage() {
  const [typed, setTyped] = useState(decodeURIComponent(location.hash.slice(1)))
  const [busy, setBusy] = useState(false)
  const [arriving, setArriving] = useState(typed !== '')
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
    if (typed) void ask(typed).then(() => setArriving(false))
  }, [])
  // What was said has arrived: look how it stands now.
  const again = async () => {
    const result = found && await readPickup(typed)
    if (result?.ok) setFound(result.value)
  }
  useEffect(() => {
    let stop: (() => void) | undefined
    void offline().then(({ outbox }) => { stop = outbox.whenDone(() => void again()) })
    return () => stop?.()
  }, [found])
  const another = () => {
    setTyped('')
    setFound(undefined)
  }

  if (found) return <Progress pickup={found} code={typed} onBack={another} onChange={again} />
  if (arriving) return <Loading label={t('loading')} />
  // Only what another code would mend belongs to the field; a dead network or a full counter does not.
  const slip = typeof problem === 'string' ? problem : problem?.status === 404 || problem?.status === 422 ? problem.title : undefined
  const trouble = typeof problem === 'object' && !slip ? problem : undefined
  return (
    <div class="stack-wide">
      <h1>{t('pickup.title')}</h1>
      <form class="card stack" noValidate onSubmit={(event) => { event.preventDefault(); void ask(typed) }}>
        <Field label={t('pickup.label')} hint={t('pickup.hint')} value={typed} onValue={setTyped} error={slip}
          maxLength={16} autocomplete="off" autocapitalize="characters" name="pickup_code" />
        {slip && typeof problem === 'object' && <p class="soft">{problem.detail}</p>}
        {trouble && <Banner tone="warning" icon={trouble.status === 0 ? 'offline' : 'clock'}><h3>{trouble.title}</h3><p>{trouble.detail}</p></Banner>}
        <Button submit busy={busy}>{t('pickup.ask')}</Button>
      </form>
      <Mine onPick={ask} />
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
          {title}<br /><small>{dateTime(new Date(doneAt).toISOString())}</small>
        </Button>
      ))}
      <Button look="plain" onPress={forget}>{t('pickup.forget')}</Button>
    </section>
  )
}
