// 保密事项: why one looks, then the list of one's units, then one of them. Only officers get past the first answer.
import { useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { listReferrals, openReferral, type Purpose, type Referral, type ReferralLine } from '../../api/referrals'
import { t } from '../../i18n'
import { Banner, Button, Choices } from '../../ui'
import { useStepUp } from '../second_factor/useStepUp'
import { BackLink } from '../shell/BackLink'
import { Trouble } from '../shell/Trouble'
import { OpenedReferral } from './OpenedReferral'
import { ReferralList } from './ReferralList'

const PURPOSES: Purpose[] = ['handling', 'supervision', 'verification']

export default function ReferralsScreen() {
  const [purpose, setPurpose] = useState<Purpose>('handling')
  const [items, setItems] = useState<ReferralLine[]>()
  const [onlyOpen, setOnlyOpen] = useState(true)
  const [opened, setOpened] = useState<Referral>()
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const stepUp = useStepUp()

  const list = async (open: boolean) => {
    setBusy(true)
    const result = await listReferrals(purpose, open)
    setBusy(false)
    setProblem(result.ok || stepUp.asks(result.problem, () => void list(open)) ? undefined : result.problem)
    if (!result.ok) return
    setOnlyOpen(open)
    setItems(result.value.items)
  }
  const open = async (id: string) => {
    const result = await openReferral(id, purpose)
    setProblem(result.ok || stepUp.asks(result.problem, () => void open(id)) ? undefined : result.problem)
    if (result.ok) setOpened(result.value)
    scrollTo(0, 0)
  }
  const back = () => {
    setOpened(undefined)
    void list(onlyOpen)
  }
  if (opened) {
    return (
      <>
        <OpenedReferral key={opened.id} found={opened} purpose={purpose} stepUp={stepUp} onBack={back} onChanged={() => void open(opened.id)} />
        {stepUp.sheet}
      </>
    )
  }
  return (
    <section class="stack-wide">
      <header><BackLink to="/app/me" /><h1>{t('referrals.title')}</h1></header>
      {problem?.code === 'second_factor_missing' && (
        <Banner tone="warning">
          <h3>{problem.title}</h3><p>{problem.detail}</p>
          <Button href="/app/second-factor">{t('factor.start')}</Button>
        </Banner>
      )}
      {problem && problem.code !== 'second_factor_missing' && <Trouble problem={problem} onRetry={() => void list(onlyOpen)} />}
      {problem ? null : items
        ? <ReferralList items={items} onlyOpen={onlyOpen} busy={busy} onOpen={(id) => void open(id)} onFilter={(open) => void list(open)} />
        : (
          <form class="stack" onSubmit={(event) => { event.preventDefault(); void list(onlyOpen) }}>
            <Banner><p>{t('referrals.audited')}</p></Banner>
            <Choices label={t('referrals.purpose')} value={purpose} onValue={(value) => setPurpose(value as Purpose)}
              choices={PURPOSES.map((value) => ({ value, label: t(`referrals.purpose_${value}`) }))} />
            <Button submit busy={busy}>{t('referrals.look')}</Button>
          </form>
        )}
      {stepUp.sheet}
    </section>
  )
}
