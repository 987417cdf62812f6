// The first step: what it is for, and the password again, so that nobody enrols on a phone left lying about.
import { useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { startEnrolment, type Enrolment } from '../../api/second_factor'
import { t } from '../../i18n'
import { Button } from '../../ui'
import { PasswordField } from '../people/PasswordField'
import { serverErrors } from '../rectifications/moves/validate'
import { Refusal } from '../shell/Trouble'
import { useStepUp } from './useStepUp'

export function AskPassword({ again, onMade }: { again: boolean; onMade: (made: Enrolment) => void }) {
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const stepUp = useStepUp()
  const submit = async () => {
    setBusy(true)
    const result = await startEnrolment(password)
    setBusy(false)
    setProblem(result.ok || stepUp.asks(result.problem, () => void submit()) ? undefined : result.problem)
    if (result.ok) onMade(result.value)
  }
  const wrong = serverErrors(problem).password
  return (
    <>
      <p>{t('factor.what')}</p>
      {again && <p class="soft">{t('factor.again_detail')}</p>}
      <form class="stack" noValidate onSubmit={(event) => { event.preventDefault(); void submit() }}>
        {problem && !wrong && <Refusal problem={problem} />}
        <PasswordField label={t('factor.password')} autocomplete="current-password" value={password} onValue={setPassword} error={wrong} />
        <Button submit big busy={busy} disabled={!password}>{t('factor.start')}</Button>
      </form>
      {stepUp.sheet}
    </>
  )
}
