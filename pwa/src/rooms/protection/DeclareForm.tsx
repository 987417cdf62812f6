import { useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { declareIndicator, type Answers, type Atom, type Question, type SchoolProtection } from '../../api/protection'
import { t } from '../../i18n'
import { dayText } from '../../i18n/dates'
import { uuidv7 } from '../../ids/uuidv7'
import { Button, Choices, Field } from '../../ui'
import { showFirstError } from '../../ui/first_error'
import { Refusal } from '../shell/Trouble'
import { answersOf, typedOf, wrongIn, type Typed } from './answers'

export function DeclareForm({ atom, before, schoolId, onDone }: {
  atom: Atom; before: Answers | undefined; schoolId: string; onDone: (school: SchoolProtection) => void
}) {
  const questions = atom.questions as Question[]
  const [id] = useState(uuidv7)
  const [typed, setTyped] = useState<Typed>(() => typedOf(questions, before))
  const [note, setNote] = useState('')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const send = async () => {
    const wrong = wrongIn(questions, typed)
    setErrors(Object.fromEntries(Object.entries(wrong).map(([key, text]) => [key, t(text)])))
    if (Object.keys(wrong).length) return showFirstError(document.body)
    setBusy(true)
    const result = await declareIndicator(schoolId, atom.key, { id, answers: answersOf(questions, typed), note })
    setBusy(false)
    if (result.ok) return onDone(result.value)
    setProblem(result.problem)
    setErrors(Object.fromEntries(Object.entries(result.problem.errors ?? {}).map(([key, texts]) => [key, String(texts[0])])))
  }
  return (
    <form class="stack" noValidate onSubmit={(event) => { event.preventDefault(); void send() }}>
      <p class="soft">{atom.met_when}</p>
      {questions.map((question) => (
        <Asked key={question.key} question={question} value={typed[question.key] ?? ''} error={errors[question.key]}
          onValue={(value) => setTyped({ ...typed, [question.key]: value })} />
      ))}
      <Field label={t('protection.note')} optional={t('optional')} maxLength={200} value={note} onValue={setNote} />
      {problem && <Refusal problem={problem} />}
      <Button submit busy={busy}>{t('protection.send')}</Button>
    </form>
  )
}

function Asked({ question: { kind, label }, value, error, onValue }: {
  question: Question; value: string; error: string | undefined; onValue: (value: string) => void
}) {
  if (kind === 'yes') {
    return <Choices label={label} value={value} error={error} onValue={onValue}
      choices={['yes', 'no'].map((each) => ({ value: each, label: t(`protection.${each}`) }))} />
  }
  if (kind === 'date') return <Field label={label} type="date" max={dayText(new Date())} value={value} error={error} onValue={onValue} />
  return <Field label={label} inputMode="numeric" maxLength={6} value={value} error={error} onValue={onValue} />
}
