import { useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { verifyIndicator, type SchoolProtection } from '../../api/protection'
import { t } from '../../i18n'
import { uuidv7 } from '../../ids/uuidv7'
import { Button, Choices, Field } from '../../ui'
import { Refusal } from '../shell/Trouble'

export function VerifyForm({ declarationId, words, onDone }: {
  declarationId: string; words: readonly string[]; onDone: (school: SchoolProtection) => void
}) {
  const [id] = useState(uuidv7)
  const [outcome, setOutcome] = useState('')
  const [note, setNote] = useState('')
  const [error, setError] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const send = async () => {
    const missing = outcome === '' ? 'protection.need.outcome' : outcome === 'refuted' && !note.trim() ? 'protection.need.why' : ''
    setError(missing && t(missing))
    if (missing) return
    setBusy(true)
    const result = await verifyIndicator(declarationId, { id, outcome: outcome as 'confirmed' | 'refuted', note })
    setBusy(false)
    if (result.ok) return onDone(result.value)
    setProblem(result.problem)
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => { event.preventDefault(); void send() }}>
      <ul class="answers">{words.map((each) => <li key={each}>{each}</li>)}</ul>
      <Choices label={t('protection.outcome')} value={outcome} error={error} onValue={setOutcome}
        choices={['confirmed', 'refuted'].map((value) => ({ value, label: t(`protection.outcome.${value}`) }))} />
      <Field label={t('protection.seen')} maxLength={200} rows={2} value={note} onValue={setNote} />
      {problem && <Refusal problem={problem} />}
      <Button submit busy={busy}>{t('protection.verify_send')}</Button>
    </form>
  )
}
