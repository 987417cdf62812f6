// Where: said by the code, or chosen (school, then a point of it or the streets around) and described.
import { useEffect, useState } from 'preact/hooks'

import { readCheckpoints, readScanContext, type CheckpointRow } from '../../api/places'
import type { Problem } from '../../api/client'
import type { ScanContext } from '../../api/types'
import { grouped } from '../../codes/code'
import { t } from '../../i18n'
import { Banner, Button, Field, Icon, SelectField } from '../../ui'
import { SchoolPicker } from '../schools/SchoolPicker'
import { NEARBY, type StaffReport } from './staff_report'

interface Props {
  report: StaffReport
  error: string | undefined
  onChange: (change: Partial<StaffReport>) => void
  onTitle: (title: string) => void
  onMay: (verbs: string[]) => void
}

export function PlaceFields(props: Props) {
  return props.report.code ? <CodePlace {...props} /> : <ChosenPlace {...props} />
}

function CodePlace({ report: { code }, onChange, onTitle, onMay }: Props) {
  const [context, setContext] = useState<ScanContext>()
  const [problem, setProblem] = useState<Problem>()
  useEffect(() => {
    void readScanContext(code).then((result) => {
      if (!result.ok) return setProblem(result.problem)
      setContext(result.value)
      onTitle(placeTitle(result.value))
      onMay(result.value.actor?.may ?? [])
    })
  }, [code])
  const unknown = problem && problem.status !== 0
  return (
    <div class="stack">
      <div class="card place-card">
        <Icon name="place" />
        <div><b>{context ? placeTitle(context) : t('staff.at_code')}</b><p class="code soft">{grouped(code)}</p></div>
      </div>
      {unknown && (
        <Banner tone="warning">
          <h3>{problem.title}</h3><p>{problem.detail}</p>
          <Button look="quiet" onPress={() => onChange({ code: '' })}>{t('staff.choose_place')}</Button>
        </Banner>
      )}
    </div>
  )
}

const placeTitle = ({ place: { school, checkpoint } }: ScanContext): string =>
  [school.name, checkpoint?.name].filter(Boolean).join('·')

function ChosenPlace({ report, error, onChange, onTitle }: Props) {
  const [points, setPoints] = useState<CheckpointRow[]>([])
  useEffect(() => {
    setPoints([])
    if (!report.school_id) return
    void readCheckpoints(report.school_id).then((result) => setPoints(result.ok ? result.value.items : []))
  }, [report.school_id])
  const point = points.find(({ id }) => id === report.point)
  useEffect(() => onTitle([report.school_name, point?.name ?? t('staff.nearby')].join('·')), [report.school_name, point])
  const open = points.filter(({ retired }) => !retired).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <div class="stack">
      <SchoolPicker label={t('staff.school')} error={error} chosen={report.school_name}
        onChoose={(school) => onChange({ school_id: school?.id ?? '', school_name: school?.name ?? '', point: NEARBY })} />
      {report.school_id && (
        <>
          <SelectField label={t('staff.point')} value={report.point} onValue={(value) => onChange({ point: value })}
            choices={[{ value: NEARBY, label: t('staff.nearby') }, ...open]} />
          <Field label={t('staff.place_text')} hint={t('staff.place_text_hint')} optional={t('optional')} maxLength={200}
            value={report.place_text} onValue={(place_text) => onChange({ place_text })} />
        </>
      )}
    </div>
  )
}
