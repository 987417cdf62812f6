// 希望回电: the number comes only when somebody asks for it, and the asking is written down.
import { useState } from 'preact/hooks'

import { readCallback, type CaseDetail } from '../../api/cases'
import type { Problem } from '../../api/client'
import { t } from '../../i18n'
import { Button } from '../../ui'
import { Refusal } from '../shell/Trouble'

export function Callbacks({ item: { id, callbacks } }: { item: CaseDetail }) {
  if (!callbacks.length) return null
  return (
    <section class="card stack">
      <h2>{t('callback.title')}</h2>
      <p>{t('callback.hint')}</p>
      {callbacks.map((report) => <Callback key={report} caseId={id} reportId={report} />)}
    </section>
  )
}

function Callback({ caseId, reportId }: { caseId: string; reportId: string }) {
  const [phone, setPhone] = useState<string>()
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const read = async () => {
    setBusy(true)
    const result = await readCallback(caseId, reportId)
    setBusy(false)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) setPhone(result.value.phone)
  }
  if (phone) return <Button icon="phone" look="quiet" href={`tel:${phone}`}>{t('callback.call', { phone })}</Button>
  return (
    <>
      {problem && <Refusal problem={problem} />}
      <Button look="quiet" busy={busy} onPress={read}>{t('callback.read')}</Button>
    </>
  )
}
