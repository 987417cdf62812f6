// The form of a move, made from its line in the table. Moves made on site go through the outbox, the others at once.
import { useState } from 'preact/hooks'

import { t } from '../../../i18n'
import { useDraft } from '../../../offline/useDraft'
import { useMe } from '../../../session'
import { Banner, Loading } from '../../../ui'
import { About } from './About'
import { FormFields } from './FormFields'
import { MoveForm } from './MoveForm'
import type { MoveProps } from './MoveSheet'
import { startOf } from './start'
import { fieldsOf, MOVES } from './table'
import { useMove } from './useMove'
import { useQueuedMove } from './useQueuedMove'
import { bodyOf, emptyValues, missing, type Values } from './values'
import { serverErrors, type Errors } from './validate'
import { hintOf, translate } from './words'

export const DeclaredForm = (props: MoveProps) =>
  MOVES[props.action.action]?.queued ? <QueuedForm {...props} /> : <DirectForm {...props} />

function usePrepared({ action, found }: MoveProps) {
  const { account } = useMe()
  const fields = fieldsOf(action)
  return { fields, empty: { ...emptyValues(fields), ...startOf(action, found, account.display_name) } as Values }
}

function QueuedForm(props: MoveProps) {
  const { action, found } = props
  const { fields, empty } = usePrepared(props)
  const form = useQueuedMove(props, fields, empty)
  const submit = () => form.queue({
    errors: { ...missing(action.action, fields, form.values, form.photos.length), ...alsoMissing(props, form.values, form.photos.length) },
    fields: bodyOf(fields, form.values),
  })
  if (!form.ready) return <Loading label={t('loading')} />
  return (
    <MoveForm label={action.label} action={action.action} found={found} busy={form.busy} danger={MOVES[action.action]?.danger ?? false}
      onSubmit={submit}>
      <Above {...props} restored={form.restored} />
      <FormFields fields={fields} action={action.action} found={found} values={form.values} photos={form.photos} errors={form.errors}
        onValues={form.change} onPhotos={form.changePhotos} />
    </MoveForm>
  )
}

function DirectForm(props: MoveProps) {
  const { action, found, onChange, onClose } = props
  const { fields, empty } = usePrepared(props)
  const draft = useDraft(`case:${found.id}:${action.action}`, empty)
  const [errors, setErrors] = useState<Errors>({})
  const move = useMove(found, action.action, (next) => { void draft.drop(); onChange(next); onClose() })
  const submit = () => {
    const wrong = { ...missing(action.action, fields, draft.values, 0), ...alsoMissing(props, draft.values, 0) }
    setErrors(translate(wrong))
    if (!Object.keys(wrong).length) void move.send(bodyOf(fields, draft.values))
  }
  if (!draft.ready) return <Loading label={t('loading')} />
  return (
    <MoveForm label={action.label} action={action.action} found={found} {...move} danger={MOVES[action.action]?.danger ?? false}
      onSubmit={submit}>
      <Above {...props} restored={draft.restored} />
      <FormFields fields={fields} action={action.action} found={found} values={draft.values} photos={[]}
        errors={{ ...serverErrors(move.problem), ...errors }} onValues={draft.change} onPhotos={() => undefined} />
    </MoveForm>
  )
}

function Above({ action, found, restored }: MoveProps & { restored: boolean }) {
  const hint = hintOf(action.action, 'move')
  const onSpot = action.needs.includes('on_site')
  return (
    <>
      {restored && <Banner><p>{t('move.restored')}</p></Banner>}
      {onSpot && <Banner tone="warning"><p>{t('move.major_hint')}</p></Banner>}
      {hint && <p>{hint}</p>}
      <About action={action.action} found={found} />
    </>
  )
}

/** What depends on more than one field. */
function alsoMissing({ action: { action }, found }: MoveProps, values: Values, photos: number): Errors {
  if (action === 'reopen' && !found.disputed && !photos) return { photo: 'need.reopen.photo' }
  const corrected = ['school_id', 'category', 'place_text'].some((name) => values[name])
  return action === 'correct' && !corrected ? { school_id: 'need.correct.school_id' } : {}
}
