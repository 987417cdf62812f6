// Schools township by township: a whole township at one press, or single ones.
import { useEffect, useState } from 'preact/hooks'

import { readSchools, type SchoolRow } from '../../api/places'
import type { Problem } from '../../api/client'
import { t } from '../../i18n'
import { CheckField, Loading } from '../../ui'
import { Trouble } from '../shell/Trouble'
import { toggleAll } from './plan'

export function SchoolsField({ chosen, error, onChange }: {
  chosen: readonly string[]; error: string | undefined; onChange: (ids: string[]) => void
}) {
  const { schools, problem, reload } = useAllSchools()
  const townships = [...new Map(schools?.map(({ township }) => [township.id, township.name])).entries()]
  const toggle = (id: string) => onChange(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id])
  return (
    <fieldset class="field schools-field">
      <legend>{t('plan.schools')}<span class="optional">{t('plan.chosen', { n: chosen.length })}</span></legend>
      {error && <p class="error" role="alert">{error}</p>}
      {problem && <Trouble problem={problem} onRetry={reload} />}
      {!schools && !problem && <Loading label={t('loading')} />}
      {townships.map(([id, name]) => {
        const own = schools?.filter(({ township }) => township.id === id) ?? []
        const ids = own.map((school) => school.id)
        return (
          <div class="card township" key={id}>
            <div class="split">
              <h3>{name}</h3>
              <button type="button" class="textlink" onClick={() => onChange(toggleAll(chosen, ids))}>
                {t(ids.every((each) => chosen.includes(each)) ? 'plan.none_of' : 'plan.all_of')}
              </button>
            </div>
            {own.map((school) => (
              <CheckField key={school.id} label={school.name} checked={chosen.includes(school.id)} onValue={() => toggle(school.id)} />
            ))}
          </div>
        )
      })}
    </fieldset>
  )
}

/** Every page: whoever plans an inspection chooses from the whole county. */
function useAllSchools() {
  const [schools, setSchools] = useState<SchoolRow[]>()
  const [problem, setProblem] = useState<Problem>()
  const load = async () => {
    const found: SchoolRow[] = []
    let cursor: string | null | undefined
    do {
      const result = await readSchools('', cursor ?? undefined)
      if (!result.ok) return setProblem(result.problem)
      found.push(...result.value.items)
      cursor = result.value.next
    } while (cursor)
    setProblem(undefined)
    setSchools(found)
  }
  useEffect(() => void load(), [])
  return { schools, problem, reload: load }
}
