// 销号: the second person strikes a major hazard off the ledger.
import { t } from '../../../i18n'
import { Field } from '../../../ui'
import { MoveForm } from './MoveForm'
import type { MoveProps } from './MoveSheet'
import { useMove } from './useMove'
import { useText } from './useText'
import { serverErrors } from './validate'

export function CloseOutForm({ action, found, onChange, onClose }: MoveProps) {
  const note = useText(found.id, 'close_out')
  const move = useMove(found, action.action, (next) => { void note.drop(); onChange(next); onClose() })
  const submit = () => void move.send(note.text.trim() ? { note: note.text.trim() } : {})
  return (
    <MoveForm label={action.label} action={action.action} found={found} {...move} onSubmit={submit}>
      <p>{t('move.close_out_hint')}</p>
      <Field label={t('move.note')} optional={t('optional')} rows={3} maxLength={1000} value={note.text} onValue={note.change}
        error={serverErrors(move.problem).note} />
    </MoveForm>
  )
}
