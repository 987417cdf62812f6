// The fields of a declared form, one after the other: each kind has one look, whatever the move.
import type { PreparedPhoto } from '../../../photos/prepare'
import { t } from '../../../i18n'
import { CheckField, Choices, Field, SelectField } from '../../../ui'
import { PositionField } from '../../report/PositionField'
import { SchoolPicker } from '../../schools/SchoolPicker'
import { CategoryField } from './CategoryField'
import { CriteriaField } from './CriteriaPicker'
import { PeopleField, UnitField } from './OptionFields'
import { PhotoField } from './PhotoField'
import { shadeOf } from './shade'
import type { FormField } from './table'
import { TypedInFields } from './TypedInFields'
import { nameOf, type Values } from './values'
import { dateOf, type Errors } from './validate'
import { hintOf, labelOf } from './words'
import type { CaseDetail } from '../../../api/cases'
import type { Position } from '../../../api/types'

export interface FormState {
  action: string
  found: CaseDetail
  values: Values
  photos: PreparedPhoto[]
  errors: Errors
  onValues: (values: Values) => void
  onPhotos: (photos: PreparedPhoto[]) => void
}

export function FormFields({ fields, ...state }: FormState & { fields: readonly FormField[] }) {
  return <>{fields.map((field) => <One key={field.name} field={field} {...state} />)}</>
}

function One({ field, ...state }: FormState & { field: FormField }) {
  const { action, found, values, onValues } = state
  const { name, kind, required } = field
  const value = values[name]
  const text = typeof value === 'string' ? value : ''
  const change = (next: string | boolean) => onValues({ [name]: next })
  const frame = {
    label: labelOf(action, name), hint: hintOf(action, name), error: state.errors[name],
    optional: required ? undefined : t('optional'),
  }
  const input = { ...frame, value: text, onValue: change }
  switch (kind) {
    case 'text':
      return <Field {...input} maxLength={field.most ?? 200} />
    case 'long':
      return <Field {...input} rows={3} maxLength={field.most ?? 1000} />
    case 'date':
      return <Field {...input} type="date" min={dateOf(Date.now())} />
    case 'choice':
      return <Choices {...frame} value={text} onValue={change} choices={options(field)} />
    case 'yes_no':
      return <Choices {...frame} value={text} onValue={change} choices={['yes', 'no'].map((word) => ({ value: word, label: t(`option.${name}.${word}`) }))} />
    case 'select':
      return <SelectField {...input} choices={[{ value: '', label: t(`option.${name}.none`) }, ...options(field)]} />
    case 'check':
      return <Tick {...frame} checked={value === true} onValue={change} />
    case 'unit':
      return <UnitField {...input} caseId={found.id} />
    case 'tracker':
      return <PeopleField {...input} caseId={found.id} />
    case 'category':
      return <CategoryField {...input} />
    case 'criteria':
      return <CriteriaField {...input} caseId={found.id} />
    case 'school':
      return (
        <SchoolPicker label={frame.label} {...(frame.optional && { optional: frame.optional })} error={frame.error} chosen={String(values[nameOf(name)] ?? '')}
          onChoose={(school) => onValues({ [name]: school?.id ?? '', [nameOf(name)]: school?.name ?? '' })} />
      )
    case 'typed_in':
      return <TypedInFields values={values} error={frame.error} onValues={onValues} />
    case 'position':
      return <PositionField position={text ? JSON.parse(text) as Position : undefined} onPosition={(position) => change(JSON.stringify(position))} />
    case 'photo':
      return (
        <PhotoField {...frame} optional={!required} photos={state.photos} onPhotos={state.onPhotos} shade={shadeOf(action, found)} />
      )
  }
}

const options = ({ name, options: words = [] }: FormField) => words.map((value) => ({ value, label: t(`option.${name}.${value}`) }))

function Tick({ label, hint, error, checked, onValue }: {
  label: string; hint: string | undefined; error: string | undefined; checked: boolean; onValue: (on: boolean) => void
}) {
  return (
    <div class="field">
      <div><CheckField label={label} checked={checked} onValue={onValue} /></div>
      {hint && <p class="hint">{hint}</p>}
      {error && <p class="error" role="alert">{error}</p>}
    </div>
  )
}
