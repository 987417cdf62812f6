// A move that says nothing more than that it is made: release from quarantine, 解决了. What it does stands above the button.
import { t } from '../../../i18n'
import { MoveForm } from './MoveForm'
import type { MoveProps } from './MoveSheet'
import { useMove } from './useMove'

export function PlainForm({ action, found, onChange, onClose }: MoveProps) {
  const move = useMove(found, action.action, (next) => { onChange(next); onClose() })
  return (
    <MoveForm label={action.label} action={action.action} found={found} {...move} onSubmit={() => void move.send({})}>
      <p>{t(`move.${action.action}_hint`)}</p>
    </MoveForm>
  )
}
