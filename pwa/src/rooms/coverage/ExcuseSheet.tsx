// Why a round could not be walked: one reason, a word more where it is needed, sent at once.
import { useState } from 'preact/hooks'

import { excuseRound, type Round } from '../../api/rounds'
import type { Problem } from '../../api/client'
import { t } from '../../i18n'
import { Button, Choices, Field, Sheet } from '../../ui'
import { Refusal } from '../shell/Trouble'

export const REASONS = ['weather', 'exam', 'evacuation', 'holiday', 'network', 'other'] as const

export function ExcuseSheet({ round, onClose, onDone }: { round: Round; onClose: () => void; onDone: (round: Round) => void }) {
  const [reason, setReason] = useState('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const wordless = reason === 'other' && !note.trim()
  const send = async () => {
    setTried(true)
    if (!reason || wordless) return
    setBusy(true)
    const result = await excuseRound(round.id, { reason, note: note.trim() })
    setBusy(false)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) onDone(result.value)
  }
  return (
    <Sheet title={t('excuse.title')} closeLabel={t('close')} onClose={onClose}>
      <div class="stack excuse">
        <p class="soft">{t('excuse.hint')}</p>
        <Choices label={t('excuse.reason')} value={reason} onValue={setReason}
          error={tried && !reason ? t('excuse.reason_needed') : undefined}
          choices={REASONS.map((value) => ({ value, label: t(`excuse.${value}`) }))} />
        <Field label={t('excuse.note')} value={note} onValue={setNote} rows={2} maxLength={200} hint={t('excuse.note_hint')}
          optional={reason === 'other' ? undefined : t('optional')}
          error={tried && wordless ? t('excuse.note_needed') : undefined} />
        {problem && <Refusal problem={problem} />}
        <Button busy={busy} onPress={send}>{t('excuse.send')}</Button>
      </div>
    </Sheet>
  )
}
