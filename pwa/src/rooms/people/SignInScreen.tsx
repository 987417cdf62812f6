// Sign in with phone number or user name; afterwards on to where one wanted to go.
import { useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { signIn } from '../../api/session'
import { t } from '../../i18n'
import { navigate, type ScreenProps } from '../../router'
import { refreshSession } from '../../session'
import { Button, Field, Mark } from '../../ui'
import { LanguageSwitch } from './LanguageSwitch'
import { PasswordField } from './PasswordField'
import { missingTexts, type Errors } from '../rectifications/moves/validate'
import { translate } from '../rectifications/moves/words'
import { Refusal } from '../shell/Trouble'

export default function SignInScreen({ query }: ScreenProps) {
  const [identifier, setIdentifier] = useState('')
  const [password, setPassword] = useState('')
  const [errors, setErrors] = useState<Errors>({})
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    const missing = missingTexts({ identifier, password }, ['identifier', 'password'])
    setErrors(translate(missing))
    if (Object.keys(missing).length) return
    setBusy(true)
    const result = await signIn(identifier.trim(), password)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) {
      await refreshSession()
      navigate(safeNext(query.get('next')), { replace: true })
    }
    setBusy(false)
  }
  return (
    <section class="sign-in">
      <header><Mark /><h1>{t('sign_in.title')}</h1><p class="soft">{t('sign_in.detail')}</p></header>
      <form class="stack" noValidate onSubmit={(event) => { event.preventDefault(); void submit() }}>
        {problem && <Refusal problem={problem} detail={whatToDo(problem)} />}
        <Field label={t('sign_in.identifier')} name="username" autocomplete="username" autocapitalize="none" value={identifier}
          onValue={setIdentifier} error={errors.identifier} />
        <PasswordField label={t('sign_in.password')} autocomplete="current-password" value={password} onValue={setPassword}
          error={errors.password} />
        <Button submit big busy={busy}>{t('app.sign_in')}</Button>
      </form>
      <p class="soft help">{t('sign_in.forgotten')}</p>
      <LanguageSwitch />
    </section>
  )
}

/** A throttled sign-in says how long; everything else the server says itself. */
export function whatToDo({ detail, retry_after: seconds }: Problem): string {
  return seconds ? t('sign_in.wait', { n: Math.max(1, Math.ceil(seconds / 60)) }) : detail
}

/** Only a path of the staff screens: a link to another host must not ride on the sign-in. */
export function safeNext(next: string | null): string {
  return next && /^\/app(?![\w.-])[\w\-./?=&%]*$/.test(next) && !next.startsWith('/app/sign-in') ? next : '/app'
}
