// Six digits from the phone before anything confidential: asked for once, good for half an hour on this sign-in.
import { useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { proveFactor } from '../../api/second_factor'
import { t } from '../../i18n'
import { Button, Sheet } from '../../ui'
import { serverErrors } from '../rectifications/moves/validate'
import { Refusal } from '../shell/Trouble'
import { CodeField } from './CodeField'

export function StepUpSheet({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const [code, setCode] = useState('')
  const [recovery, setRecovery] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    setBusy(true)
    const result = await proveFactor(code)
    setBusy(false)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) onDone()
    else setCode('')
  }
  const wrong = serverErrors(problem).code
  return (
    <Sheet title={t('factor.prove')} closeLabel={t('close')} onClose={onClose}>
      <form class="stack" noValidate onSubmit={(event) => { event.preventDefault(); void submit() }}>
        <p>{t(recovery ? 'factor.recovery_detail' : 'factor.prove_detail')}</p>
        {problem && !wrong && <Refusal problem={problem} />}
        <CodeField recovery={recovery} value={code} onValue={setCode} error={wrong && `${wrong} ${problem?.detail}`} />
        <Button submit busy={busy} disabled={code.trim().length < 6}>{t('factor.go_on')}</Button>
        <button type="button" class="textlink" onClick={() => { setRecovery(!recovery); setCode('') }}>
          {t(recovery ? 'factor.use_digits' : 'factor.use_recovery')}
        </button>
      </form>
    </Sheet>
  )
}
