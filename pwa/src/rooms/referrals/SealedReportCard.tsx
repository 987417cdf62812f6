// The sealed original of a report that was filed by mistake: opened on purpose, taken over elsewhere, then confirmed and gone.
import { useEffect, useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { openSealed, openSealedPhoto, takeStep, type Purpose, type SealedReport } from '../../api/referrals'
import { t } from '../../i18n'
import { dateTime } from '../../i18n/dates'
import { Banner, Button, Facts } from '../../ui'
import type { StepUp } from '../second_factor/useStepUp'
import { Refusal } from '../shell/Trouble'

export function SealedReportCard({ id, until, purpose, stepUp, mayConfirm, onHandedOver }: {
  id: string; until: string; purpose: Purpose; stepUp: StepUp; mayConfirm: boolean; onHandedOver: () => void
}) {
  const [report, setReport] = useState<SealedReport>()
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const open = async () => {
    setBusy(true)
    const result = await openSealed(id, purpose)
    setBusy(false)
    setProblem(result.ok || stepUp.asks(result.problem, () => void open()) ? undefined : result.problem)
    if (result.ok) setReport(result.value)
  }
  const confirm = async () => {
    setBusy(true)
    const result = await takeStep(id, 'sealed_report/handover')
    setBusy(false)
    setProblem(result.ok || stepUp.asks(result.problem, () => void confirm()) ? undefined : result.problem)
    if (result.ok) onHandedOver()
  }
  return (
    <section class="card stack">
      <h2>{t('sealed.title')}</h2>
      <p>{t('sealed.detail', { at: dateTime(until) })}</p>
      {problem && <Refusal problem={problem} />}
      {!report && <Button look="quiet" busy={busy} onPress={() => void open()}>{t('sealed.open')}</Button>}
      {report && <Words report={report} />}
      {report?.photos.map((_, number) => <Photo key={number} id={id} number={number} purpose={purpose} stepUp={stepUp} />)}
      {report && mayConfirm && (
        <>
          <Banner tone="warning"><p>{t('sealed.confirm_detail')}</p></Banner>
          <Button busy={busy} onPress={() => void confirm()}>{t('sealed.confirm')}</Button>
        </>
      )}
      {report && !mayConfirm && <p class="soft">{t('sealed.accept_first')}</p>}
    </section>
  )
}

function Words({ report }: { report: SealedReport }) {
  return (
    <>
      {report.reports.map(({ received_at, reporter, note, place_text }, index) => (
        <div key={index}>
          <p class="said">{note || t('sealed.no_words')}</p>
          <Facts rows={[[t('sealed.place'), place_text], [t('sealed.reporter'), reporter], [t('sealed.received'), dateTime(received_at)]]} />
        </div>
      ))}
    </>
  )
}

/** Each photo is opened by itself: one row in the audit book each. */
function Photo({ id, number, purpose, stepUp }: { id: string; number: number; purpose: Purpose; stepUp: StepUp }) {
  const [url, setUrl] = useState('')
  const [problem, setProblem] = useState<Problem>()
  useEffect(() => () => { if (url) URL.revokeObjectURL(url) }, [url])
  const open = async () => {
    const result = await openSealedPhoto(id, number, purpose)
    setProblem(result.ok || stepUp.asks(result.problem, () => void open()) ? undefined : result.problem)
    if (result.ok) setUrl(URL.createObjectURL(result.value))
  }
  const name = t('sealed.photo', { n: number + 1 })
  if (url) return <img class="sealed-photo" src={url} alt={name} />
  return <>{problem && <Refusal problem={problem} />}<Button look="quiet" icon="camera" onPress={() => void open()}>{name}</Button></>
}
