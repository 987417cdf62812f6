// One school: its points, and the plates to print for all or some of them.
import { useEffect, useState } from 'preact/hooks'

import { readCheckpoints, readSchool, type CheckpointRow, type SchoolDetail } from '../../api/places'
import type { Problem } from '../../api/client'
import { t } from '../../i18n'
import type { ScreenProps } from '../../router'
import { can, useMe } from '../../session'
import { EmptyState, Loading } from '../../ui'
import { BackLink } from '../shell/BackLink'
import { PlacardPrinter } from './PlacardPrinter'
import { SchoolPast } from './SchoolPast'
import { Trouble } from '../shell/Trouble'

export default function SchoolScreen({ params }: ScreenProps) {
  const id = params.id ?? ''
  const me = useMe()
  const [school, setSchool] = useState<SchoolDetail>()
  const [points, setPoints] = useState<CheckpointRow[]>()
  const [problem, setProblem] = useState<Problem>()
  const load = async () => {
    const [found, listed] = await Promise.all([readSchool(id), readCheckpoints(id)])
    setProblem(found.ok ? (listed.ok ? undefined : listed.problem) : found.problem)
    if (found.ok) setSchool(found.value)
    if (listed.ok) setPoints(listed.value.items.filter(({ retired }) => !retired))
  }
  useEffect(() => void load(), [id])
  if (problem) return <><BackLink to="/app/schools" /><Trouble problem={problem} onRetry={load} /></>
  if (!school || !points) return <Loading label={t('loading')} />
  return (
    <section class="stack-wide">
      <header>
        <BackLink to="/app/schools" />
        <h1>{school.name}</h1>
        {school.school_code && <p class="code soft">{school.school_code}</p>}
      </header>
      {points.length === 0 && <EmptyState icon="place" title={t('school.no_points')}>{t('school.no_points_detail')}</EmptyState>}
      {points.length > 0 && can(me, 'placard.print') && <PlacardPrinter school={school} points={points} />}
      {points.length > 0 && !can(me, 'placard.print') && (
        <div class="rows">
          {points.map(({ id: point, name, kind_label }) => (
            <p class="row" key={point}><span>{name}<small>{kind_label}</small></span></p>
          ))}
        </div>
      )}
      <SchoolPast school={school} onChange={load} />
    </section>
  )
}
