// In a case, for those who may: what somebody asked to be erased by law, and the way to ask for it.
import { useEffect, useState } from 'preact/hooks'

import type { CaseDetail } from '../../api/cases'
import { readErasures, type Erasure } from '../../api/erasures'
import type { Problem } from '../../api/client'
import { t } from '../../i18n'
import { can, useMe } from '../../session'
import { Banner, Button, Loading, Sheet } from '../../ui'
import { Refusal } from '../shell/Trouble'
import { AskForm } from './AskForm'
import { Decision } from './Decision'

export function CaseErasure({ item, onChange }: { item: CaseDetail; onChange: () => void }) {
  return can(useMe(), 'case.erase') ? <Section item={item} onChange={onChange} /> : null
}

function Section({ item, onChange }: { item: CaseDetail; onChange: () => void }) {
  const [waiting, setWaiting] = useState<Erasure[]>()
  const [problem, setProblem] = useState<Problem>()
  const [asking, setAsking] = useState(false)
  const [told, setTold] = useState('')
  const load = async () => {
    const result = await readErasures(item.id)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) setWaiting(result.value.items)
  }
  useEffect(() => void load(), [item.id])
  const sent = () => {
    setAsking(false)
    setTold('erasure.asked')
    void load()
  }
  const decided = (decision: string) => {
    setTold(`erasure.done.${decision}`)
    void load()
    onChange()
  }
  return (
    <section class="card stack">
      <h2>{t('erasure.title')}</h2>
      {problem && <Refusal problem={problem} />}
      {!waiting && !problem && <Loading label={t('loading')} />}
      {told && <Banner tone="success"><p>{t(told)}</p></Banner>}
      {waiting?.map((request) => <Decision key={request.id} request={request} onDone={decided} />)}
      {waiting?.length === 0 && <p class="soft">{t('erasure.what_for')}</p>}
      {waiting && <Button look="quiet" onPress={() => setAsking(true)}>{t('erasure.ask')}</Button>}
      {asking && (
        <Sheet title={t('erasure.ask')} closeLabel={t('close')} onClose={() => setAsking(false)}>
          <AskForm item={item} onDone={sent} />
        </Sheet>
      )}
    </section>
  )
}
