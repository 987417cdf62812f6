// 本单位立即整改: one's own unit takes it without waiting for the joint office.
import { useEffect, useState } from 'preact/hooks'

import { readTaxonomy } from '../../../api/public'
import type { Category } from '../../../api/types'
import { t } from '../../../i18n'
import { SelectField } from '../../../ui'
import { MoveForm } from './MoveForm'
import type { MoveProps } from './MoveSheet'
import { useMove } from './useMove'
import { missingTexts, serverErrors, type Errors } from './validate'
import { translate } from './words'

export function SelfAssignForm({ action, found, onChange, onClose }: MoveProps) {
  const [category, setCategory] = useState(found.category ?? '')
  const [categories, setCategories] = useState<Category[]>([])
  const [errors, setErrors] = useState<Errors>({})
  const move = useMove(found, action.action, (next) => { onChange(next); onClose() })
  useEffect(() => {
    void readTaxonomy().then((result) => result.ok && setCategories(result.value.categories))
  }, [])
  const submit = () => {
    const missing = missingTexts({ category }, ['category'])
    setErrors(translate(missing))
    if (!Object.keys(missing).length) void move.send({ category })
  }
  const choices = categories.map(({ code, label }) => ({ value: code, label: `${code} ${label}` }))
  return (
    <MoveForm label={action.label} action={action.action} found={found} {...move} onSubmit={submit}>
      <p>{t('move.self_assign_hint')}</p>
      <SelectField label={t('move.category')} value={category} onValue={setCategory}
        choices={[{ value: '', label: t('pick_one') }, ...choices]} error={{ ...serverErrors(move.problem), ...errors }.category} />
    </MoveForm>
  )
}
