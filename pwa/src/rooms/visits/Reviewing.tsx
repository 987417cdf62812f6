// A supervisor's answer: accept it, or ask another person to look again. One press, a note if one likes.
import { useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { reviewVisit, type VisitPage } from '../../api/visits'
import { t } from '../../i18n'
import { uuidv7 } from '../../ids/uuidv7'
import { Button, Field } from '../../ui'
import { Refusal } from '../shell/Trouble'

const OFFERED = ['accepted', 'recheck_asked'] as const

export function Reviewing({ visit, onDone }: { visit: VisitPage; onDone: (visit: VisitPage) => void }) {
  const [ids] = useState({ accepted: uuidv7(), recheck_asked: uuidv7() })
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const say = async (kind: (typeof OFFERED)[number]) => {
    setBusy(kind)
    const result = await reviewVisit(visit.id, { id: ids[kind], kind, note })
    setBusy('')
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) onDone(result.value)
  }
  const offered = OFFERED.filter((kind) => visit.allowed.includes(kind))
  return (
    <section class="card stack">
      <h2>{t('review.title')}</h2>
      {visit.recheck_wanted_at && <p>{t('review.waits')}</p>}
      <Field label={t('review.note')} optional={t('optional')} maxLength={200} value={note} onValue={setNote} />
      {problem && <Refusal problem={problem} />}
      <div class="pair close">
        {offered.map((kind) => (
          <Button key={kind} look={kind === 'accepted' ? 'primary' : 'quiet'} busy={busy === kind} onPress={() => say(kind)}>
            {t(`review.${kind}`)}
          </Button>
        ))}
      </div>
    </section>
  )
}
