import { useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { acceptInvitation } from '../../api/people'
import { signIn } from '../../api/session'
import { t } from '../../i18n'
import { navigate } from '../../router'
import { refreshSession } from '../../session'
import { Button, Field } from '../../ui'
import { missingTexts, serverErrors, type Errors } from '../rectifications/moves/validate'
import { translate } from '../rectifications/moves/words'
import { checkNewPassword } from './new_password'
import { PasswordField } from './PasswordField'
import { Refusal } from '../shell/Trouble'

export function AcceptanceForm({ token, name }: { token: string; name: string }) {
  const [values, setValues] = useState({ identifier: '', display_name: name, password: '', again: '' })
  const [errors, setErrors] = useState<Errors>({})
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const set = (field: keyof typeof values) => (value: string) => setValues((before) => ({ ...before, [field]: value }))
  const submit = async () => {
    const { identifier, display_name, password, again } = values
    const missing = missingTexts({ identifier, display_name }, ['identifier', 'display_name'])
    const wrong = { ...missing, ...checkNewPassword({ next: password, again }) }
    setErrors(translate(wrong))
    if (Object.keys(wrong).length) return
    setBusy(true)
    const account = { identifier: identifier.trim(), display_name: display_name.trim(), password }
    const accepted = await acceptInvitation(token, account)
    const result = accepted.ok ? await signIn(account.identifier, password) : accepted
    setBusy(false)
    if (!result.ok) return setProblem(result.problem)
    await refreshSession()
    navigate('/app', { replace: true })
  }
  const said = { ...serverErrors(problem), ...errors }
  return (
    <form class="stack" noValidate onSubmit={(event) => { event.preventDefault(); void submit() }}>
      {problem && <Refusal problem={problem} />}
      <Field label={t('invitation.your_name')} autocomplete="name" maxLength={40} value={values.display_name}
        onValue={set('display_name')} error={said.display_name} />
      <Field label={t('sign_in.identifier')} hint={t('invitation.identifier_hint')} autocomplete="username" autocapitalize="none"
        value={values.identifier} onValue={set('identifier')} error={said.identifier} />
      <PasswordField label={t('invitation.password')} hint={t('password.rule')} autocomplete="new-password" value={values.password}
        onValue={set('password')} error={said.next ?? said.password} plainSwitch={false} />
      <PasswordField label={t('password.again')} autocomplete="new-password" value={values.again} onValue={set('again')}
        error={said.again} plainSwitch={false} />
      <Button submit big busy={busy}>{t('invitation.accept')}</Button>
    </form>
  )
}
