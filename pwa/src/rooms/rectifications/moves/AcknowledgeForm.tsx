// 签收: the unit takes it on, with a name and a plan.
import { useState } from 'preact/hooks'

import { t } from '../../../i18n'
import { useMe } from '../../../session'
import { Field } from '../../../ui'
import { MoveForm } from './MoveForm'
import type { MoveProps } from './MoveSheet'
import { useMove } from './useMove'
import { useText } from './useText'
import { missingTexts, serverErrors, type Errors } from './validate'
import { translate } from './words'

export function AcknowledgeForm({ action, found, onChange, onClose }: MoveProps) {
  const { account } = useMe()
  const [responsible_name, setName] = useState(account.display_name)
  const plan = useText(found.id, 'acknowledge')
  const [errors, setErrors] = useState<Errors>({})
  const move = useMove(found, action.action, (next) => { void plan.drop(); onChange(next); onClose() })
  const said = { ...serverErrors(move.problem), ...errors }
  const submit = () => {
    const values = { responsible_name: responsible_name.trim(), planned_measure: plan.text.trim() }
    const missing = missingTexts(values, ['responsible_name', 'planned_measure'])
    setErrors(translate(missing))
    if (!Object.keys(missing).length) void move.send(values)
  }
  return (
    <MoveForm label={action.label} action={action.action} found={found} {...move} onSubmit={submit}>
      <Field label={t('move.responsible')} value={responsible_name} onValue={setName} maxLength={40} error={said.responsible_name} />
      <Field label={t('move.plan')} hint={t('move.plan_hint')} rows={3} maxLength={500} value={plan.text} onValue={plan.change}
        error={said.planned_measure} />
    </MoveForm>
  )
}
