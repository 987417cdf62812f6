// An invitation: says who, where and what before anything is typed. Opening the link uses nothing up; only the button does.
import { useEffect, useState } from 'preact/hooks'

import { readInvitation, type Invitation } from '../../api/people'
import type { Problem } from '../../api/client'
import { t } from '../../i18n'
import { dateTime } from '../../i18n/dates'
import type { ScreenProps } from '../../router'
import { Facts, Loading, Mark } from '../../ui'
import { Trouble } from '../shell/Trouble'
import { AcceptanceForm } from './AcceptanceForm'

export default function InvitationScreen({ params }: ScreenProps) {
  const token = params.token ?? ''
  const [found, setFound] = useState<Invitation>()
  const [problem, setProblem] = useState<Problem>()
  const load = async () => {
    const result = await readInvitation(token)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) setFound(result.value)
  }
  useEffect(() => void load(), [token])
  if (problem) return problem.status === 0 ? <Trouble problem={problem} onRetry={load} /> : <Trouble problem={problem} />
  if (!found) return <Loading label={t('loading')} />
  return (
    <section class="sign-in">
      <header><Mark /><h1>{t('invitation.title')}</h1><p class="soft">{t('invitation.detail')}</p></header>
      <div class="card">
        <Facts rows={[
          [t('invitation.name'), found.display_name],
          [t('me.unit'), found.unit_name],
          [t('invitation.role'), found.role_label],
          [t('invitation.until'), dateTime(found.expires_at)],
        ]} />
      </div>
      <AcceptanceForm token={token} name={found.display_name} />
    </section>
  )
}
