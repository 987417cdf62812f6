// One request that waits: what it would erase, and the second person's two answers. Erasing asks once more.
import { useState } from 'preact/hooks'

import { decideErasure, type Erasure } from '../../api/erasures'
import type { Problem } from '../../api/client'
import { named, t } from '../../i18n'
import { dateTime } from '../../i18n/dates'
import { Banner, Button, Facts, Sheet } from '../../ui'
import { Refusal } from '../shell/Trouble'

export function whatOf({ entries, photo_ids }: Erasure): string {
  const said = entries.map(({ action, action_label, at }) => (
    t('erasure.entry', { what: named(`done.${action}`, action_label), at: dateTime(at) })))
  return [...said, ...(photo_ids.length ? [t('erasure.photos', { n: photo_ids.length })] : [])].join(t('erasure.and'))
}

export function Decision({ request, onDone }: { request: Erasure; onDone: (decision: string) => void }) {
  const [sure, setSure] = useState(false)
  const [busy, setBusy] = useState('')
  const [problem, setProblem] = useState<Problem>()
  const decide = async (decision: 'approval' | 'refusal') => {
    setBusy(decision)
    const result = await decideErasure(request.id, decision)
    setBusy('')
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) onDone(decision)
  }
  return (
    <div class="stack asked">
      <h3>{t('erasure.waits')}</h3>
      <Facts rows={[
        [t('erasure.what'), whatOf(request)],
        [t('erasure.reason'), named(`erasure.reason.${request.reason}`, request.reason_label)],
        [t('erasure.document'), request.document_no],
        [t('erasure.by'), `${request.asked_by_name}·${dateTime(request.asked_at)}`],
      ]} />
      {request.refusal_label && <Banner><h3>{request.refusal_label}</h3><p>{request.refusal_detail}</p></Banner>}
      {problem && !sure && <Refusal problem={problem} />}
      <div class={request.may_approve ? 'pair' : ''}>
        <Button look="quiet" busy={busy === 'refusal'} onPress={() => decide('refusal')}>
          {t(request.may_approve ? 'erasure.refuse' : 'erasure.withdraw')}
        </Button>
        {request.may_approve && <Button look="danger" onPress={() => setSure(true)}>{t('erasure.approve')}</Button>}
      </div>
      {sure && (
        <Sheet title={t('erasure.sure')} closeLabel={t('close')} onClose={() => setSure(false)}>
          <div class="stack">
            <p>{whatOf(request)}</p>
            <Banner tone="warning"><p>{t('erasure.forever')}</p></Banner>
            {problem && <Refusal problem={problem} />}
            <Button look="danger" busy={busy === 'approval'} onPress={() => decide('approval')}>{t('erasure.approve_now')}</Button>
          </div>
        </Sheet>
      )}
    </div>
  )
}
