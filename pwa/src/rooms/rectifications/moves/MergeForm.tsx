// 并案: choose the case it repeats among the open ones of the same school, or find it by ledger number.
import { useEffect, useState } from 'preact/hooks'

import { readCases } from '../../../api/cases'
import type { CaseSummary } from '../../../api/types'
import { named, t } from '../../../i18n'
import { ago } from '../../../i18n/dates'
import { Field, Loading } from '../../../ui'
import { placeLine } from '../CaseCard'
import { MoveForm } from './MoveForm'
import type { MoveProps } from './MoveSheet'
import { useMove } from './useMove'

/** The same kind first: what was reported twice is mostly called the same. */
export function candidates(items: readonly CaseSummary[], self: CaseSummary): CaseSummary[] {
  const alike = (item: CaseSummary) => Number(item.category !== self.category)
  return items.filter((item) => item.id !== self.id).sort((a, b) => alike(a) - alike(b)).slice(0, 8)
}

export function MergeForm({ action, found, onChange, onClose }: MoveProps) {
  const [q, setQ] = useState('')
  const [items, setItems] = useState<CaseSummary[]>()
  const [master, setMaster] = useState('')
  const [error, setError] = useState('')
  const [note, setNote] = useState('')
  const move = useMove(found, action.action, (next) => { onChange(next); onClose() })
  useEffect(() => {
    // Only an open case of the same school can take it in.
    const asked = { open: 'true', ...(found.school && { school_id: found.school.id }), ...(q.trim() && { q: q.trim() }) }
    const search = async () => {
      const result = await readCases(asked)
      setItems(result.ok ? candidates(result.value.items, found) : [])
    }
    const timer = setTimeout(search, q ? 400 : 0)
    return () => clearTimeout(timer)
  }, [q])
  const submit = () => {
    setError(master ? '' : t('need.master_case_id'))
    if (master) void move.send({ master_case_id: master, ...(note.trim() && { note: note.trim() }) })
  }
  return (
    <MoveForm label={action.label} action={action.action} found={found} {...move} onSubmit={submit}>
      <Field label={t('move.merge_find')} hint={t('move.merge_hint')} type="search" value={q} onValue={setQ} />
      {!items && <Loading label={t('loading')} />}
      {items?.length === 0 && <p class="soft">{t('move.merge_none')}</p>}
      <div class="rows" role="radiogroup" aria-label={t('move.merge_choose')}>
        {items?.map((item) => (
          <Candidate key={item.id} item={item} chosen={item.id === master} onChoose={() => setMaster(item.id)} />
        ))}
      </div>
      <Field label={t('field.note')} optional={t('optional')} rows={2} maxLength={1000} value={note} onValue={setNote} />
      {error && <div class="field"><p class="error" role="alert">{error}</p></div>}
    </MoveForm>
  )
}

function Candidate({ item, chosen, onChoose }: { item: CaseSummary; chosen: boolean; onChoose: () => void }) {
  return (
    <label class="row check">
      <input type="radio" name="master" checked={chosen} onChange={onChoose} />
      <span>
        <b>{item.category_label}</b>·{named(`state.${item.state}`, item.state_label)}
        <small>{placeLine(item)}·{ago(item.reported_at)}</small>
        {item.ledger_no && <small class="code">{item.ledger_no}</small>}
      </span>
    </label>
  )
}
