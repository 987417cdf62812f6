// A new password: asked for before anything else after the first sign-in, and any time from the own page.
import { useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { changePassword } from '../../api/session'
import { t } from '../../i18n'
import { navigate, type ScreenProps } from '../../router'
import { refreshSession, useMe } from '../../session'
import { Button } from '../../ui'
import { BackLink } from '../shell/BackLink'
import { serverErrors, type Errors } from '../rectifications/moves/validate'
import { translate } from '../rectifications/moves/words'
import { checkNewPassword } from './new_password'
import { PasswordField } from './PasswordField'
import { safeNext, whatToDo } from './SignInScreen'
import { Refusal } from '../shell/Trouble'

export default function PasswordScreen({ query }: ScreenProps) {
  const { must_change_password: first } = useMe()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [again, setAgain] = useState('')
  const [errors, setErrors] = useState<Errors>({})
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    const wrong = checkNewPassword({ current, next, again })
    setErrors(translate(wrong))
    if (Object.keys(wrong).length) return
    setBusy(true)
    const result = await changePassword(current, next)
    setBusy(false)
    setProblem(result.ok ? undefined : result.problem)
    if (!result.ok) return
    await refreshSession()
    navigate(first ? safeNext(query.get('next')) : '/app/me', { replace: true })
  }
  const server = serverErrors(problem)
  return (
    <section class="stack-wide">
      <header>
        {!first && <BackLink to="/app/me" />}
        <h1>{t(first ? 'password.first' : 'password.title')}</h1>
        {first && <p class="soft">{t('password.first_detail')}</p>}
      </header>
      <form class="stack" noValidate onSubmit={(event) => { event.preventDefault(); void submit() }}>
        {problem && <Refusal problem={problem} detail={whatToDo(problem)} />}
        <PasswordField label={t(first ? 'password.given' : 'password.current')} autocomplete="current-password" value={current}
          onValue={setCurrent} error={errors.current ?? server.current_password} plainSwitch={false} />
        <PasswordField label={t('password.next')} hint={t('password.rule')} autocomplete="new-password" value={next} onValue={setNext}
          error={errors.next ?? server.new_password} plainSwitch={false} />
        <PasswordField label={t('password.again')} autocomplete="new-password" value={again} onValue={setAgain} error={errors.again}
          plainSwitch={false} />
        <Button submit big busy={busy}>{t('password.save')}</Button>
      </form>
    </section>
  )
}
