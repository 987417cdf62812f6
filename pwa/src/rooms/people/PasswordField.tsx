// A password that can be looked at: typing blind on a phone is how people lock themselves out.
import { useState } from 'preact/hooks'

import { t } from '../../i18n'
import { CheckField, Field } from '../../ui'

export function PasswordField({ plainSwitch = true, ...field }: {
  label: string
  hint?: string
  autocomplete: string
  value: string
  onValue: (value: string) => void
  error?: string | undefined
  plainSwitch?: boolean
}) {
  const [plain, setPlain] = useState(false)
  return (
    <div>
      <Field {...field} type={plain ? 'text' : 'password'} autocapitalize="none" maxLength={128} />
      {plainSwitch && <CheckField label={t('sign_in.show')} checked={plain} onValue={setPlain} />}
    </div>
  )
}
