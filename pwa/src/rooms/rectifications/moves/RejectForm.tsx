// 不予受理: one of four reasons and a sentence that the reporter may ask about.
import { useState } from 'preact/hooks'

import { t } from '../../../i18n'
import { Choices, Field } from '../../../ui'
import { MoveForm } from './MoveForm'
import type { MoveProps } from './MoveSheet'
import { useMove } from './useMove'
import { useText } from './useText'
import { missingTexts, requires, serverErrors, type Errors } from './validate'
import { translate } from './words'

const REASONS = ['not_a_hazard', 'not_found', 'test', 'abuse']

export function RejectForm({ action, found, onChange, onClose }: MoveProps) {
  const [reason, setReason] = useState('')
  const note = useText(found.id, 'reject')
  const [errors, setErrors] = useState<Errors>({})
  const move = useMove(found, action.action, (next) => { void note.drop(); onChange(next); onClose() })
  const said = { ...serverErrors(move.problem), ...errors }
  const submit = () => {
    const missing = missingTexts({ reason, note: note.text }, requires(action.needs, 'note') ? ['reason', 'note'] : ['reason'])
    setErrors(translate(missing))
    if (!Object.keys(missing).length) void move.send({ reason, ...(note.text.trim() && { note: note.text.trim() }) })
  }
  return (
    <MoveForm label={action.label} action={action.action} found={found} danger {...move} onSubmit={submit}>
      <Choices label={t('move.reject_reason')} value={reason} onValue={setReason} error={said.reason}
        choices={REASONS.map((value) => ({ value, label: t(`reject.${value}`) }))} />
      <Field label={t('move.note')} hint={t('move.reject_note_hint')} rows={3} maxLength={1000} value={note.text}
        onValue={note.change} error={said.note} />
    </MoveForm>
  )
}
