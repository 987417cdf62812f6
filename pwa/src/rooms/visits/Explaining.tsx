// The patroller's own word on a doubtful visit: one tap, and it is said.
import { useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { explainVisit, type VisitPage } from '../../api/visits'
import { t } from '../../i18n'
import { uuidv7 } from '../../ids/uuidv7'
import { Button } from '../../ui'
import { Refusal } from '../shell/Trouble'

const REASONS = ['indoor', 'signal', 'moved_plate', 'escort', 'other'] as const

export function Explaining({ visit, onDone }: { visit: VisitPage; onDone: (visit: VisitPage) => void }) {
  const [busy, setBusy] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const say = async (reason: string) => {
    setBusy(reason)
    const result = await explainVisit(visit.id, { id: uuidv7(), reason, note: '' })
    setBusy('')
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) onDone(result.value)
  }
  return (
    <section class="card stack">
      <h2>{t('explain.title')}</h2>
      <p class="soft">{t('explain.detail')}</p>
      {problem && <Refusal problem={problem} />}
      {REASONS.map((reason) => (
        <Button key={reason} look="quiet" busy={busy === reason} onPress={() => say(reason)}>{t(`explain.${reason}`)}</Button>
      ))}
    </section>
  )
}
