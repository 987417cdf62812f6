// Who I am here, what I may open at a desk, on which devices I am signed in, and the way out.
import { useState } from 'preact/hooks'

import { signOut } from '../../api/session'
import { t } from '../../i18n'
import { offline } from '../../offline'
import { dayKey } from '../../offline/kept'
import { can, refreshSession, useMe } from '../../session'
import { Banner, Button, Facts, Icon } from '../../ui'
import {
  CALENDAR, DIGITS, DOUBT, ERASE, KEY, LEAVE, LOCK, LOOK_BACK, PEOPLE, SCHOOL, SHIELD, TABLE,
} from '../staff_icons'
import { CHECKLIST } from '../inspections/icons'
import { Devices } from './Devices'
import { LanguageSwitch } from './LanguageSwitch'

export default function MeScreen() {
  const me = useMe()
  const [failed, setFailed] = useState('')
  const any = (...verbs: string[]) => verbs.some((verb) => can(me, verb))
  const leave = async () => {
    const result = await signOut()
    if (!result.ok && result.problem.status !== 401) return setFailed(result.problem.title)
    await (await offline()).store.dropDraft(dayKey(me.account.id))
    await refreshSession()
  }
  return (
    <section class="stack-wide">
      <header class="person">
        <span class="face" aria-hidden="true">{Array.from(me.account.display_name).pop()}</span>
        <div><h1>{me.account.display_name}</h1><p class="soft">{me.account.unit?.name ?? t('me.no_unit')}</p></div>
      </header>
      <div class="card">
        <h2>{t('me.roles')}</h2>
        <Facts rows={me.roles.map(({ label, scope_name }) => [label, scope_name] as const)} />
      </div>
      <nav class="rows">
        {any('case.look_back') && (
          <Row to="/app/look_backs" icon={LOOK_BACK} text={t('look_back.title')} detail={t('look_back.row')} />
        )}
        {any('patrol.review') && (
          <Row to="/app/doubtful" icon={DOUBT} text={t('doubtful.title')} detail={t('doubtful.detail')} />
        )}
        {any('patrol.read', 'figures.read') && (
          <Row to="/app/coverage" icon={CALENDAR} text={t('coverage.title')} detail={t('coverage.detail')} />
        )}
        {any('placard.print', 'place.edit') && (
          <Row to="/app/schools" icon={SCHOOL} text={t('schools.title')} detail={t('schools.detail')} />
        )}
        {any('indicator.read') && (
          <Row to="/app/protection" icon={SHIELD} text={t('protection.title')} detail={t('protection.row')} />
        )}
        {any('place.import', 'account.import') && (
          <Row to="/app/imports" icon={TABLE} text={t('imports.title')} detail={t('imports.detail')} />
        )}
        {any('account.read') && (
          <Row to="/app/people" icon={PEOPLE} text={t('people.title')} detail={t('people.detail')} />
        )}
        {any('inspection.read') && (
          <Row to="/app/inspections" icon={CHECKLIST} text={t('inspections.title')} detail={t('inspections.detail')} />
        )}
        {any('case.erase') && (
          <Row to="/app/erasures" icon={ERASE} text={t('erasure.title')} detail={t('erasure.detail')} />
        )}
        {any('referral.handle') && (
          <Row to="/app/referrals" icon={LOCK} text={t('referrals.title')} detail={t('referrals.row')} />
        )}
        <Row to="/app/second-factor" icon={DIGITS} text={t('factor.title')}
          detail={t(me.second_factor.enrolled ? 'factor.row_on' : 'factor.row_off')} />
        <Row to="/app/password" icon={KEY} text={t('password.title')} />
        <LanguageSwitch />
      </nav>
      <Devices />
      {failed && <Banner tone="danger"><p>{failed}</p></Banner>}
      <Button look="quiet" onPress={leave}><Icon path={LEAVE} /> {t('me.sign_out')}</Button>
    </section>
  )
}

function Row({ to, icon, text, detail }: { to: string; icon: string; text: string; detail?: string }) {
  return (
    <a class="row" href={to}>
      <Icon path={icon} /><span>{text}{detail && <small>{detail}</small>}</span><Icon name="next" />
    </a>
  )
}
