// The last question of handing on: to whom, and whether somebody telephoned.
import { useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { createReferral, type Kind } from '../../api/referrals'
import { named, t } from '../../i18n'
import { uuidv7 } from '../../ids/uuidv7'
import { Banner, Button, CheckField, Icon } from '../../ui'
import { Refusal } from '../shell/Trouble'
import { UnitField } from './UnitField'

export function HandOver({ kind, called, onBack, onSent }: {
  kind: Kind; called: string; onBack: () => void; onSent: (refNo: string) => void
}) {
  const [id] = useState(uuidv7)
  const [unit, setUnit] = useState(kind.units[0]?.id ?? '')
  const [phonedAt, setPhonedAt] = useState(called)
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const send = async () => {
    setBusy(true)
    const result = await createReferral({ id, category: kind.code, to_unit: unit, ...(phonedAt && { phoned_at: phonedAt }) })
    setBusy(false)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) onSent(result.value.ref_no)
  }
  return (
    <section class="stack-wide">
      <header>
        <button type="button" class="backlink" onClick={onBack}><Icon name="back" />{t('back')}</button>
        <h1>{named(`psn.${kind.code}`, kind.label)}</h1>
      </header>
      {kind.first === 'phone' && <Banner tone="warning" icon="phone"><p>{t('referral.phone_first')}</p></Banner>}
      {kind.units.length === 0
        ? <Banner tone="danger"><h3>{t('referral.nobody')}</h3><p>{t('referral.nobody_detail')}</p></Banner>
        : (
          <form class="stack" onSubmit={(event) => { event.preventDefault(); void send() }}>
            {problem && <Refusal problem={problem} />}
            <UnitField units={kind.units} value={unit} onValue={setUnit} />
            <p>{t('referral.clock_is', { time: spanOf(kind.accept_within_min) })}</p>
            {!called && (
              <CheckField label={t('referral.phoned_check')} checked={phonedAt !== ''}
                onValue={(on) => setPhonedAt(on ? new Date().toISOString() : '')} />
            )}
            <p class="soft">{t('referral.no_words')}</p>
            <Button submit big busy={busy}>{t('referral.send')}</Button>
          </form>
        )}
    </section>
  )
}

function spanOf(minutes: number): string {
  if (minutes < 60) return t('span.minutes', { n: minutes })
  return minutes < 1440 ? t('span.hours', { n: minutes / 60 }) : t('span.days', { n: minutes / 1440 })
}
