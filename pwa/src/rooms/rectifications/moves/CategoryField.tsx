// The exact kind of hazard, by code, from the taxonomy.
import { useEffect, useState } from 'preact/hooks'

import type { Problem } from '../../../api/client'
import { readTaxonomy } from '../../../api/public'
import type { Category } from '../../../api/types'
import { t } from '../../../i18n'
import { SelectField } from '../../../ui'
import { Trouble } from '../../shell/Trouble'

export function CategoryField(props: {
  label: string
  hint?: string | undefined
  error?: string | undefined
  optional?: string | undefined
  value: string
  onValue: (value: string) => void
}) {
  const [categories, setCategories] = useState<Category[]>()
  const [problem, setProblem] = useState<Problem>()
  const load = async () => {
    setProblem(undefined)
    const result = await readTaxonomy()
    if (result.ok) setCategories(result.value.categories)
    else setProblem(result.problem)
  }
  useEffect(() => void load(), [])
  if (problem) return <Trouble problem={problem} onRetry={load} />
  const none = { value: '', label: t(!categories ? 'loading' : props.optional ? 'pick_none' : 'pick_one') }
  const choices = (categories ?? []).map(({ code, label }) => ({ value: code, label: `${code} ${label}` }))
  return <SelectField {...props} choices={[none, ...choices]} />
}
