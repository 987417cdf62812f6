// Units and people to choose from, as the server offers them for this case.
import { useEffect, useState } from 'preact/hooks'

import { readTrackerOptions, readUnitOptions, type PersonOption, type UnitOption } from '../../../api/cases'
import type { Problem, Result } from '../../../api/client'
import { t } from '../../../i18n'
import { SelectField, type Choice } from '../../../ui'
import { Trouble } from '../../shell/Trouble'

interface Props {
  caseId: string
  label: string
  hint?: string | undefined
  error?: string | undefined
  optional?: string | undefined
  value: string
  onValue: (value: string) => void
}

export const UnitField = (props: Props) => (
  <Options {...props} read={readUnitOptions} choices={({ units }: { units: UnitOption[] }) => units.map(({ id, name }) => ({ value: id, label: name }))} />
)

export const PeopleField = (props: Props) => (
  <Options {...props} read={readTrackerOptions} choices={({ people }: { people: PersonOption[] }) => people.map(personChoice)} />
)

export const personChoice = ({ id, name, unit }: PersonOption): Choice => ({ value: id, label: t('move.person_of', { unit, name }) })

function Options<T>({ caseId, read, choices, ...field }: Props & {
  read: (caseId: string) => Promise<Result<T>>; choices: (answer: T) => Choice[]
}) {
  const [given, setGiven] = useState<Choice[]>()
  const [problem, setProblem] = useState<Problem>()
  const load = async () => {
    setProblem(undefined)
    const result = await read(caseId)
    if (result.ok) setGiven(choices(result.value))
    else setProblem(result.problem)
  }
  useEffect(() => void load(), [caseId])
  if (problem) return <Trouble problem={problem} onRetry={load} />
  const none = { value: '', label: t(!given ? 'loading' : field.optional ? 'pick_none' : 'pick_one') }
  return <SelectField {...field} choices={[none, ...(given ?? [])]} />
}
