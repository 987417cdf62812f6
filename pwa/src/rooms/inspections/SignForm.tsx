// Signing is typing one's name and unit. It needs the network: one signs what both phones have written.
import { useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { signSheet, type SheetData } from '../../api/inspections'
import { t } from '../../i18n'
import { uuidv7 } from '../../ids/uuidv7'
import { useMe } from '../../session'
import { Button, Facts, Field } from '../../ui'
import { Refusal } from '../shell/Trouble'
import type { SeenSheet } from './sheet'

export function SignForm({ sheet, side, onDone }: { sheet: SeenSheet; side: 'inspector' | 'school'; onDone: (sheet: SheetData) => void }) {
  const me = useMe()
  const mine = side === 'inspector'
  const [id] = useState(uuidv7)
  const [name, setName] = useState(mine ? me.account.display_name : '')
  const [unit_name, setUnit] = useState(mine ? me.account.unit?.name ?? '' : sheet.school.name)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const submit = async () => {
    setTried(true)
    if (!name.trim() || !unit_name.trim()) return
    setBusy(true)
    const result = await signSheet(sheet.id, { id, side, name: name.trim(), unit_name: unit_name.trim(), digest: sheet.digest })
    setBusy(false)
    if (result.ok) onDone(result.value)
    else setProblem(result.problem)
  }
  const need = (text: string) => (tried && !text.trim() ? t('letter.needed') : undefined)
  const { yes, no, na, open } = sheet.tally
  return (
    <div class="stack">
      <p>{t(`sheet.sign_hint_${side}`)}</p>
      <Facts rows={[[t('sheet.content'), t('sheet.content_is', { yes, no, na, open })]]} />
      {problem && <Refusal problem={problem} />}
      <Field label={t('sheet.sign_name')} value={name} onValue={setName} maxLength={40} error={need(name)} />
      <Field label={t('sheet.sign_unit')} value={unit_name} onValue={setUnit} maxLength={80} error={need(unit_name)} />
      <Button busy={busy} onPress={submit}>{t('sheet.sign')}</Button>
    </div>
  )
}
