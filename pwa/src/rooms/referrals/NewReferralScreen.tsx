// Handing a matter on: which kind, 110 first where it must be, who takes it. No names, no words, no photos.
import { useEffect, useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { readForm, type Kind } from '../../api/referrals'
import { named, t } from '../../i18n'
import { Banner, Button, Icon, Loading } from '../../ui'
import { BackLink } from '../shell/BackLink'
import { Trouble } from '../shell/Trouble'
import { HandOver } from './HandOver'

export default function NewReferralScreen() {
  const [kinds, setKinds] = useState<Kind[]>()
  const [problem, setProblem] = useState<Problem>()
  const [kind, setKind] = useState<Kind>()
  const [called, setCalled] = useState('')
  const [refNo, setRefNo] = useState('')
  const load = async () => {
    const result = await readForm()
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) setKinds(result.value.items)
  }
  useEffect(() => void load(), [])
  const choose = (next: Kind | undefined) => {
    setCalled('')
    setKind(next)
    scrollTo(0, 0)
  }
  if (refNo) return <HandedOver refNo={refNo} />
  if (kind?.first === '110' && !called) {
    return <CallFirst onCalled={() => setCalled(new Date().toISOString())} onBack={() => choose(undefined)} />
  }
  if (kind) return <HandOver kind={kind} called={called} onBack={() => choose(undefined)} onSent={setRefNo} />
  return (
    <section class="stack-wide">
      <header><BackLink to="/app" /><h1>{t('referral.new')}</h1></header>
      <Banner><p>{t('referral.rules')}</p></Banner>
      {problem && <Trouble problem={problem} onRetry={load} />}
      {!kinds && !problem && <Loading label={t('loading')} />}
      {kinds && (
        <div class="rows">
          {kinds.map((each) => (
            <button type="button" class="row" key={each.code} onClick={() => choose(each)}>
              <span><b>{named(`psn.${each.code}`, each.label)}</b>{each.first === '110' && <small>{t('referral.call_110_first')}</small>}</span>
              <Icon name="next" />
            </button>
          ))}
        </div>
      )}
    </section>
  )
}

function CallFirst({ onCalled, onBack }: { onCalled: () => void; onBack: () => void }) {
  return (
    <section class="stack-wide">
      <header>
        <button type="button" class="backlink" onClick={onBack}><Icon name="back" />{t('back')}</button>
        <h1>{t('referral.call_110')}</h1>
      </header>
      <Button look="danger" big icon="phone" href="tel:110">{t('staff.call')}</Button>
      <p>{t('referral.call_110_detail')}</p>
      <Button look="quiet" onPress={onCalled}>{t('referral.called_110')}</Button>
    </section>
  )
}

function HandedOver({ refNo }: { refNo: string }) {
  return (
    <section class="quiet-day appear" role="status">
      <div class="sent-mark received"><Icon name="done" /></div>
      <h1>{t('referral.sent')}</h1>
      <p class="ref-no code">{refNo}</p>
      <p>{t('referral.sent_detail')}</p>
      <div class="stack sent-links"><Button href="/app">{t('sent.home')}</Button></div>
    </section>
  )
}
