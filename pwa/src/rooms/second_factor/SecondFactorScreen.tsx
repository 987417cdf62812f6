// Enrolling a second factor: the password, a symbol to scan, a first code, ten recovery codes shown once.
import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'

import type { Enrolment } from '../../api/second_factor'
import { t } from '../../i18n'
import { can, refreshSession, useMe } from '../../session'
import { Banner, Button } from '../../ui'
import { BackLink } from '../shell/BackLink'
import { AskPassword } from './AskPassword'
import { RecoveryCodes } from './RecoveryCodes'
import { ScanSecret } from './ScanSecret'

export default function SecondFactorScreen() {
  const me = useMe()
  const { enrolled, recovery_codes_left: left } = me.second_factor
  const [asking, setAsking] = useState(false)
  const [made, setMade] = useState<Enrolment>()
  const [codes, setCodes] = useState<string[]>()
  const finished = () => {
    setAsking(false)
    setMade(undefined)
    setCodes(undefined)
    void refreshSession()
  }
  if (codes) return <Frame><RecoveryCodes codes={codes} onKept={finished} /></Frame>
  if (made) return <Frame><ScanSecret made={made} onConfirmed={setCodes} /></Frame>
  if (asking || !enrolled) return <Frame><AskPassword again={enrolled} onMade={setMade} /></Frame>
  return (
    <Frame>
      <Banner tone="success"><h3>{t('factor.enrolled')}</h3><p>{t('factor.codes_left', { n: left })}</p></Banner>
      {can(me, 'referral.handle') && <Button href="/app/referrals">{t('referrals.title')}</Button>}
      {left < 3 && <p>{t('factor.few_codes')}</p>}
      <p class="soft">{t('factor.lost')}</p>
      <Button look="quiet" onPress={() => setAsking(true)}>{t('factor.replace')}</Button>
    </Frame>
  )
}

function Frame({ children }: { children: ComponentChildren }) {
  return (
    <section class="stack-wide">
      <header><BackLink to="/app/me" /><h1>{t('factor.title')}</h1></header>
      {children}
    </section>
  )
}
