// Who inspects: found by name or unit; each is named for their own unit.
import { useEffect, useState } from 'preact/hooks'

import { findCandidates, type Candidate } from '../../api/inspections'
import { t } from '../../i18n'
import { Field, Icon, SelectField } from '../../ui'
import { chosenOf, type Chosen } from './plan'

const AT_MOST = 8

/** `groups`: the participants of a cross inspection by code, once they have been drawn; each inspector stands for one. */
export function PeopleField({ chosen, error, groups, onChange }: {
  chosen: readonly Chosen[]; error: string | undefined; groups: Record<string, string> | undefined
  onChange: (people: Chosen[]) => void
}) {
  const [q, setQ] = useState('')
  const found = useCandidates(q)
  const left = (found ?? []).filter(({ account_id }) => !chosen.some((each) => each.account_id === account_id))
  return (
    <div class="field people-field">
      <h3>{t('plan.people')}<span class="optional">{t('plan.chosen', { n: chosen.length })}</span></h3>
      {error && <p class="error" role="alert">{error}</p>}
      {chosen.length > 0 && (
        <div class="rows">
          {chosen.map((person) => (
            <button type="button" class="row" key={person.account_id}
              onClick={() => onChange(chosen.filter((each) => each.account_id !== person.account_id))}>
              <Icon name="person" /><span><b>{person.name}</b><small>{person.unit.name}</small></span>
              <span class="change">{t('plan.remove')}</span>
            </button>
          ))}
        </div>
      )}
      {groups && chosen.map((person) => (
        <SelectField key={person.account_id} label={t('plan.stands_for', { name: person.name })} value={person.group_code ?? ''}
          choices={[{ value: '', label: t('plan.by_unit') }, ...Object.entries(groups).map(([value, label]) => ({ value, label }))]}
          onValue={(code) => onChange(chosen.map((each) => (each === person ? { ...each, group_code: code || null } : each)))} />
      ))}
      <Field label={t('plan.find')} type="search" autocomplete="off" value={q} onValue={setQ} />
      {q.trim() && left.length > 0 && (
        <div class="rows found">
          {left.slice(0, AT_MOST).map((person) => (
            <button type="button" class="row" key={person.account_id}
              onClick={() => { onChange([...chosen, chosenOf(person)]); setQ('') }}>
              <Icon name="person" /><span><b>{person.name}</b><small>{person.unit.name}</small></span>
              <span class="change">{t('plan.add')}</span>
            </button>
          ))}
        </div>
      )}
      {q.trim() && found?.length === 0 && <p class="soft">{t('plan.nobody')}</p>}
    </div>
  )
}

/** A moment after the last key. */
function useCandidates(q: string): Candidate[] | undefined {
  const [found, setFound] = useState<Candidate[]>()
  useEffect(() => {
    let old = false
    const timer = setTimeout(async () => {
      const result = q.trim() ? await findCandidates(q.trim()) : undefined
      if (!old) setFound(result?.ok ? result.value.items : undefined)
    }, 250)
    return () => {
      old = true
      clearTimeout(timer)
    }
  }, [q])
  return found
}
