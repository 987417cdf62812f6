// One step with a referral: what it means, the little it asks for, one button.
import { useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { takeStep, type Referral } from '../../api/referrals'
import { t } from '../../i18n'
import { Button, Choices, Field, SelectField, Sheet } from '../../ui'
import { serverErrors } from '../rectifications/moves/validate'
import type { StepUp } from '../second_factor/useStepUp'
import { Refusal } from '../shell/Trouble'

const RESULTS = ['handled', 'not_applicable']

export function StepSheet({ found, step, stepUp, onClose, onDone }: {
  found: Referral; step: string; stepUp: StepUp; onClose: () => void; onDone: () => void
}) {
  const [value, setValue] = useState(step === 'close' ? 'handled' : '')
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const send = async () => {
    setBusy(true)
    const result = await takeStep(found.id, step, bodyOf(step, value))
    setBusy(false)
    setProblem(result.ok || stepUp.asks(result.problem, () => void send()) ? undefined : result.problem)
    if (result.ok) onDone()
  }
  const wrong = serverErrors(problem)
  return (
    <Sheet title={t(`referral.step_${step}`)} closeLabel={t('close')} onClose={onClose}>
      <form class="stack" noValidate onSubmit={(event) => { event.preventDefault(); void send() }}>
        <p>{t(`referral.step_${step}_detail`)}</p>
        {problem && !wrong.external_case_no && <Refusal problem={problem} />}
        {step === 'close' && (
          <Choices label={t('referral.result')} value={value} onValue={setValue}
            choices={RESULTS.map((code) => ({ value: code, label: t(`referral.close_${code}`) }))} />
        )}
        {step === 'case_number' && (
          <Field label={t('referral.case_number')} hint={t('referral.case_number_hint')} maxLength={40} autocomplete="off" value={value}
            onValue={setValue} error={wrong.external_case_no} />
        )}
        {step === 'hand_on' && (
          <SelectField label={t('referral.to')} value={value} onValue={setValue}
            choices={[{ value: '', label: t('referral.choose_unit') }, ...found.hand_on_to.map(({ id, name }) => ({ value: id, label: name }))]} />
        )}
        <Button submit busy={busy} disabled={needsValue(step) && !value.trim()}>{t(`referral.step_${step}`)}</Button>
      </form>
    </Sheet>
  )
}

const needsValue = (step: string) => step === 'hand_on' || step === 'case_number' || step === 'close'

function bodyOf(step: string, value: string): object {
  switch (step) {
    case 'close': return { close_code: value }
    case 'case_number': return { external_case_no: value.trim() }
    case 'hand_on': return { to_unit: value }
    case 'phoned': return { phoned_at: new Date().toISOString() }
    default: return {}
  }
}
