// 验收不通过: what is still wrong goes back to the unit. Through the outbox.
import { t } from '../../../i18n'
import { Banner, Field, Loading } from '../../../ui'
import { MoveForm } from './MoveForm'
import type { MoveProps } from './MoveSheet'
import { PhotoField } from './PhotoField'
import { useQueuedMove } from './useQueuedMove'
import { checkPhotos, missingTexts, requires, type Errors } from './validate'

export function FailForm(props: MoveProps) {
  const { action, found } = props
  const form = useQueuedMove(props, { reason: '' })
  const { reason } = form.values
  const submit = () => form.queue({
    errors: { ...renamed(missingTexts({ fail_reason: reason }, ['fail_reason'])), ...checkPhotos(action.needs, form.photos.length) },
    fields: { reason: reason.trim() },
  })
  if (!form.ready) return <Loading label={t('loading')} />
  return (
    <MoveForm label={action.label} action={action.action} found={found} busy={form.busy} danger onSubmit={submit}>
      {form.restored && <Banner><p>{t('move.restored')}</p></Banner>}
      <Field label={t('move.fail_reason')} hint={t('move.fail_reason_hint')} rows={3} maxLength={1000} value={reason}
        onValue={(text) => form.change({ reason: text })} error={form.errors.reason} />
      <PhotoField label={t('move.photo_check')} optional={!requires(action.needs, 'photo')} error={form.errors.photo}
        photos={form.photos} onPhotos={form.changePhotos} />
    </MoveForm>
  )
}

/** "reason" means something else in the form that rejects; here its own sentence asks for it. */
const renamed = ({ fail_reason }: Errors): Errors => (fail_reason ? { reason: fail_reason } : {})
