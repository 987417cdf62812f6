// The second step: take the secret into an authenticator (scanned, opened on this phone, or typed) and show a first code.
import { useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { confirmEnrolment, type Enrolment } from '../../api/second_factor'
import { t } from '../../i18n'
import { Button } from '../../ui'
import { serverErrors } from '../rectifications/moves/validate'
import { Refusal } from '../shell/Trouble'
import { CodeField } from './CodeField'

const QUIET = 4

export function ScanSecret({ made, onConfirmed }: { made: Enrolment; onConfirmed: (codes: string[]) => void }) {
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    setBusy(true)
    const result = await confirmEnrolment(code)
    setBusy(false)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) onConfirmed(result.value.recovery_codes)
    else setCode('')
  }
  const { size, path } = made.symbol
  const side = size + 2 * QUIET
  const wrong = serverErrors(problem).code
  return (
    <>
      <div class="card stack">
        <h2>{t('factor.scan')}</h2>
        <p>{t('factor.scan_detail')}</p>
        <svg class="symbol" viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`} role="img" aria-label={t('factor.symbol')}>
          <rect x={-QUIET} y={-QUIET} width={side} height={side} fill="#fff" /><path d={path} fill="#000" />
        </svg>
        <Button look="quiet" href={made.uri}>{t('factor.on_this_phone')}</Button>
        <p class="soft">{t('factor.by_hand')}</p>
        <p class="code secret">{made.secret.replace(/(.{4})(?=.)/g, '$1 ')}</p>
      </div>
      <form class="card stack" noValidate onSubmit={(event) => { event.preventDefault(); void submit() }}>
        <h2>{t('factor.first_code')}</h2>
        {problem && !wrong && <Refusal problem={problem} />}
        <CodeField value={code} onValue={setCode} error={wrong && `${wrong} ${problem?.detail}`} />
        <Button submit busy={busy} disabled={code.trim().length < 6}>{t('factor.confirm')}</Button>
      </form>
    </>
  )
}
