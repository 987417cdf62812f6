// 转保密渠道: the report is about a person. Which kind and who takes it; its words and photos are sealed the moment it is sent.
import { useEffect, useState } from 'preact/hooks'

import type { CaseDetail } from '../../../api/cases'
import type { Problem } from '../../../api/client'
import { readConversion, type Target } from '../../../api/referrals'
import { named, t } from '../../../i18n'
import { Banner, Button, CheckField, Loading, SelectField } from '../../../ui'
import { UnitField } from '../../referrals/UnitField'
import { Trouble } from '../../shell/Trouble'
import { MoveForm } from './MoveForm'
import type { MoveProps } from './MoveSheet'
import { useMove } from './useMove'

export function ConvertForm(props: MoveProps) {
  const [kinds, setKinds] = useState<Target[]>()
  const [problem, setProblem] = useState<Problem>()
  const load = async () => {
    const result = await readConversion(props.found.id)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) setKinds(result.value.items)
  }
  useEffect(() => void load(), [])
  if (problem) return <Trouble problem={problem} onRetry={load} />
  return kinds ? <Fields {...props} kinds={kinds} /> : <Loading label={t('loading')} />
}

function Fields({ action, found, onChange, kinds }: MoveProps & { kinds: Target[] }) {
  const [code, setCode] = useState('')
  const [unit, setUnit] = useState('')
  const [called, setCalled] = useState(false)
  const [done, setDone] = useState<CaseDetail & { ref_no?: string }>()
  const [unsaid, setUnsaid] = useState(false)
  const move = useMove(found, action.action, setDone)
  const kind = kinds.find((each) => each.code === code)
  const choose = (next: string) => {
    setCode(next)
    setUnit(kinds.find((each) => each.code === next)?.units[0]?.id ?? '')
  }
  const send = () => {
    setUnsaid(!kind)
    if (kind && unit) void move.send({ psn_category: code, to_unit: unit, ...(called && { phoned_at: new Date().toISOString() }) })
  }
  // The number stays on the screen until the sheet is closed; the case behind it changes then.
  useEffect(() => () => { if (done) onChange(done) }, [done])
  if (done) {
    return (
      <div role="status">
        <Banner tone="success"><h3>{t('referral.sent')}</h3><p class="code">{done.ref_no}</p><p>{t('convert.done')}</p></Banner>
      </div>
    )
  }
  return (
    <MoveForm label={action.label} action={action.action} found={found} danger {...move} onSubmit={send}>
      <p>{t('convert.detail')}</p>
      <SelectField label={t('convert.kind')} value={code} onValue={choose} error={unsaid && !kind ? t('need.psn_category') : undefined}
        choices={[{ value: '', label: t('convert.choose') }, ...kinds.map((each) => ({ value: each.code, label: named(`psn.${each.code}`, each.label) }))]} />
      {kind?.first === '110' && (
        <Banner tone="danger"><h3>{t('referral.call_110')}</h3><Button look="danger" icon="phone" href="tel:110">{t('staff.call')}</Button></Banner>
      )}
      {kind && kind.units.length > 0 && <UnitField units={kind.units} value={unit} onValue={setUnit} />}
      {kind?.units.length === 0 && <Banner tone="danger"><h3>{t('referral.nobody')}</h3><p>{t('referral.nobody_detail')}</p></Banner>}
      {kind && <CheckField label={t('referral.phoned_check')} checked={called} onValue={setCalled} />}
    </MoveForm>
  )
}
