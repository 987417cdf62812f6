// 依法撤除: what waits for a second person anywhere in my scope; each leads to its case, where it is decided.
import { useEffect, useState } from 'preact/hooks'

import { readErasures, type Erasure } from '../../api/erasures'
import type { Problem } from '../../api/client'
import { named, t } from '../../i18n'
import { ago } from '../../i18n/dates'
import { EmptyState, Icon, Loading } from '../../ui'
import { BackLink } from '../shell/BackLink'
import { Trouble } from '../shell/Trouble'

export default function ErasuresScreen() {
  const [items, setItems] = useState<Erasure[]>()
  const [problem, setProblem] = useState<Problem>()
  const load = async () => {
    const result = await readErasures()
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) setItems(result.value.items)
  }
  useEffect(() => void load(), [])
  return (
    <section class="stack-wide">
      <header><BackLink to="/app/me" /><h1>{t('erasure.title')}</h1></header>
      {problem && !items && <Trouble problem={problem} onRetry={load} />}
      {!items && !problem && <Loading label={t('loading')} />}
      {items?.length === 0 && <EmptyState title={t('erasure.none')}>{t('erasure.none_detail')}</EmptyState>}
      {items && items.length > 0 && (
        <div class="rows">
          {items.map(({ id, case_id, school_name, ledger_no, reason, reason_label, asked_by_name, asked_at, may_approve }) => (
            <a class="row" key={id} href={`/app/cases/${case_id}`}>
              <span>
                <b>{school_name || t('case.no_school')}</b>
                {ledger_no && <small class="code">{ledger_no}</small>}
                <small>{named(`erasure.reason.${reason}`, reason_label)}</small>
                <small>{asked_by_name}·{ago(asked_at)}</small>
                <small>{t(may_approve ? 'erasure.yours' : 'erasure.others')}</small>
              </span>
              <Icon name="next" />
            </a>
          ))}
        </div>
      )}
    </section>
  )
}
