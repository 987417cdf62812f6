// One referral as its officer sees it, and what the officer may do with it now.
import { useState } from 'preact/hooks'

import type { Purpose, Referral } from '../../api/referrals'
import { named, t } from '../../i18n'
import { dateTime } from '../../i18n/dates'
import { Banner, Button, Facts, Icon, StatusPill } from '../../ui'
import type { StepUp } from '../second_factor/useStepUp'
import { clockOf, statusOf } from './ReferralList'
import { SealedReportCard } from './SealedReportCard'
import { StepSheet } from './StepSheet'

const FIRST = ['accept', 'close', 'case_number', 'phoned', 'hand_on', 'return', 'withdraw']

export function OpenedReferral({ found, purpose, stepUp, onBack, onChanged }: {
  found: Referral; purpose: Purpose; stepUp: StepUp; onBack: () => void; onChanged: () => void
}) {
  const [step, setStep] = useState('')
  const steps = FIRST.filter((each) => found.actions.includes(each))
  return (
    <section class="stack-wide">
      <header>
        <button type="button" class="backlink" onClick={onBack}><Icon name="back" />{t('back')}</button>
        <h1>{named(`psn.${found.category}`, found.category_label)}</h1>
        <p class="marks"><b class="code">{found.ref_no}</b><StatusPill tone={found.overdue ? 'late' : 'open'}>{statusOf(found)}</StatusPill></p>
      </header>
      <div class="card">
        <Facts rows={[
          [t('referral.from'), found.from_unit.name],
          [t('referral.to'), found.to_unit.name],
          [t('referral.created'), dateTime(found.created_at)],
          [t('referral.clock'), clockOf(found)],
          [t('referral.phoned'), found.phoned_at ? dateTime(found.phoned_at) : t('referral.not_phoned')],
          [t('referral.case_number'), found.external_case_no],
          [t('referral.result'), found.close_code && named(`referral.close_${found.close_code}`, found.close_label ?? '')],
        ]} />
      </div>
      {found.sealed_until && (
        <SealedReportCard id={found.id} until={found.sealed_until} purpose={purpose} stepUp={stepUp}
          mayConfirm={found.actions.includes('handover')} onHandedOver={onChanged} />
      )}
      {!found.sealed_until && <Banner><p>{t('referral.nothing_here')}</p></Banner>}
      <div class="stack">
        {steps.map((each, index) => (
          <Button key={each} look={index === 0 ? 'primary' : 'quiet'} onPress={() => setStep(each)}>{t(`referral.step_${each}`)}</Button>
        ))}
      </div>
      {step && (
        <StepSheet found={found} step={step} stepUp={stepUp} onClose={() => setStep('')} onDone={() => { setStep(''); onChanged() }} />
      )}
    </section>
  )
}
