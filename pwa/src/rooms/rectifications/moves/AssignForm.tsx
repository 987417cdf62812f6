// 研判交办: the proposal is already right most of the time; a changed category brings its own defaults along.
import { useEffect, useState } from 'preact/hooks'

import { readAssignmentOptions, type AssignmentOptions } from '../../../api/cases'
import type { Problem } from '../../../api/client'
import { readTaxonomy } from '../../../api/public'
import type { Taxonomy } from '../../../api/types'
import { t } from '../../../i18n'
import { Loading } from '../../../ui'
import { AssignFields } from './AssignFields'
import type { MoveProps } from './MoveSheet'
import { Trouble } from '../../shell/Trouble'

export function AssignForm(props: MoveProps) {
  const [options, setOptions] = useState<AssignmentOptions>()
  const [taxonomy, setTaxonomy] = useState<Taxonomy>()
  const [problem, setProblem] = useState<Problem>()
  const load = async () => {
    setProblem(undefined)
    const [asked, known] = await Promise.all([readAssignmentOptions(props.found.id), readTaxonomy()])
    if (asked.ok) setOptions(asked.value)
    else setProblem(asked.problem)
    if (known.ok) setTaxonomy(known.value)
    else setProblem(known.problem)
  }
  useEffect(() => void load(), [])
  if (problem) return <Trouble problem={problem} onRetry={load} />
  if (!options || !taxonomy) return <Loading label={t('loading')} />
  return <AssignFields {...props} options={options} taxonomy={taxonomy} />
}
