// The ledger knows it already: choose among the school's open cases. Needs the network, as it reads the ledger.
import { useEffect, useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { request } from '../../api/client'
import { linkCase } from '../../api/inspections'
import type { CaseSummary } from '../../api/types'
import { t } from '../../i18n'
import { Icon, Loading } from '../../ui'
import { Refusal } from '../shell/Trouble'
import type { SeenLine, SeenSheet } from './sheet'

const readCases = (schoolId: string) =>
  request<{ items: CaseSummary[] }>('GET', `/cases?school_id=${schoolId}&open=true`)

export function LinkCase({ sheet, line, onDone }: { sheet: SeenSheet; line: SeenLine; onDone: () => void }) {
  const [cases, setCases] = useState<CaseSummary[]>()
  const [problem, setProblem] = useState<Problem>()
  useEffect(() => {
    void readCases(sheet.school.id).then((result) => {
      if (result.ok) setCases(result.value.items)
      else setProblem(result.problem)
    })
  }, [])
  const choose = async (id: string) => {
    const result = await linkCase(sheet.id, line.key, id)
    if (result.ok) onDone()
    else setProblem(result.problem)
  }
  return (
    <div class="stack">
      <p class="soft">{line.text}</p>
      {problem && <Refusal problem={problem} />}
      {!cases && !problem && <Loading label={t('loading')} />}
      {cases?.length === 0 && <p>{t('sheet.link_none')}</p>}
      {cases && cases.length > 0 && (
        <div class="rows">
          {cases.map((item) => (
            <button type="button" class="row" key={item.id} onClick={() => void choose(item.id)}>
              <Icon name="warning" />
              <span>{item.category_label} · {item.place}<small>{[item.ledger_no, item.state_label].filter(Boolean).join(' · ')}</small></span>
            </button>
          ))}
        </div>
      )}
    </div>
  )
}
