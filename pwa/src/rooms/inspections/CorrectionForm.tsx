// After the signing: words that are added, nothing that is changed.
import { useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { correctSheet, type SheetData } from '../../api/inspections'
import { t } from '../../i18n'
import { uuidv7 } from '../../ids/uuidv7'
import { Button, Field } from '../../ui'
import { Refusal } from '../shell/Trouble'

export function CorrectionForm({ id, onDone }: { id: string; onDone: (sheet: SheetData) => void }) {
  const [key] = useState(uuidv7)
  const [words, setWords] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const submit = async () => {
    if (!words.trim()) return
    const result = await correctSheet(id, { id: key, words: words.trim() })
    if (result.ok) onDone(result.value)
    else setProblem(result.problem)
  }
  return (
    <div class="stack">
      <p class="soft">{t('sheet.correct_hint')}</p>
      {problem && <Refusal problem={problem} />}
      <Field label={t('sheet.correct')} rows={3} maxLength={500} value={words} onValue={setWords} />
      <Button onPress={submit}>{t('sheet.correct_add')}</Button>
    </div>
  )
}
