// Find a school by name, short name or the first letters of its pinyin; the chosen one can be taken back.
import { useEffect, useState } from 'preact/hooks'

import { readSchools, type SchoolRow } from '../../api/places'
import type { Problem } from '../../api/client'
import { t } from '../../i18n'
import { Field, Icon } from '../../ui'
import { SCHOOL } from '../staff_icons'

const AT_MOST = 6

export function SchoolPicker({ label, optional, error, chosen, onChoose }: {
  label: string
  optional?: string
  error?: string | undefined
  /** Name of the chosen school; empty while none is. */
  chosen: string
  onChoose: (school: SchoolRow | undefined) => void
}) {
  if (chosen) {
    return (
      <div class="field">
        <p class="label">{label}</p>
        <div class="rows">
          <button type="button" class="row" onClick={() => onChoose(undefined)}>
            <Icon path={SCHOOL} /><span><b>{chosen}</b></span><span class="change">{t('change')}</span>
          </button>
        </div>
      </div>
    )
  }
  return <Search label={label} optional={optional} error={error} onChoose={onChoose} />
}

function Search({ label, optional, error, onChoose }: {
  label: string; optional: string | undefined; error: string | undefined; onChoose: (school: SchoolRow) => void
}) {
  const [q, setQ] = useState('')
  const { items, problem } = useSchools(q)
  // A county's first six schools help nobody; those of a precinct or a township do.
  const shown = items && (q.trim() || items.length <= AT_MOST) ? items.slice(0, AT_MOST) : []
  return (
    <div>
      <Field label={label} hint={t('school.search_hint')} optional={optional} error={error} type="search" value={q} onValue={setQ}
        autocomplete="off" />
      {problem && <p class="soft" role="alert">{problem.title}</p>}
      {shown.length > 0 && (
        <div class="rows found">
          {shown.map((school) => (
            <button type="button" class="row" key={school.id} onClick={() => onChoose(school)}>
              <Icon path={SCHOOL} /><span>{school.name}</span>
            </button>
          ))}
        </div>
      )}
      {items?.length === 0 && <p class="soft">{t('school.none_found')}</p>}
    </div>
  )
}

/** The schools for a search text, a moment after the last key. */
export function useSchools(q: string) {
  const [items, setItems] = useState<SchoolRow[]>()
  const [problem, setProblem] = useState<Problem>()
  useEffect(() => {
    let old = false
    const timer = setTimeout(async () => {
      const result = await readSchools(q.trim())
      if (old) return
      setProblem(result.ok ? undefined : result.problem)
      if (result.ok) setItems(result.value.items)
    }, q ? 300 : 0)
    return () => {
      old = true
      clearTimeout(timer)
    }
  }, [q])
  return { items, problem }
}
