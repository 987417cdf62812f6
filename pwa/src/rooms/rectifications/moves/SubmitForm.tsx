// 提交整改: what was done, and the picture that shows it. Goes through the outbox.
import { t } from '../../../i18n'
import { Banner, Field, Loading } from '../../../ui'
import { MoveForm } from './MoveForm'
import type { MoveProps } from './MoveSheet'
import { PhotoField } from './PhotoField'
import { useQueuedMove } from './useQueuedMove'
import { checkPhotos, missingTexts } from './validate'

export function SubmitForm(props: MoveProps) {
  const { action, found } = props
  const form = useQueuedMove(props, { measure: '' })
  const { measure } = form.values
  const submit = () => form.queue({
    errors: { ...missingTexts({ measure }, ['measure']), ...checkPhotos(action.needs, form.photos.length) },
    fields: { measure: measure.trim() },
  })
  if (!form.ready) return <Loading label={t('loading')} />
  return (
    <MoveForm label={action.label} action={action.action} found={found} busy={form.busy} onSubmit={submit}>
      {form.restored && <Banner><p>{t('move.restored')}</p></Banner>}
      <PhotoField label={t('move.photo_after')} hint={t('move.photo_after_hint')} error={form.errors.photo} photos={form.photos}
        onPhotos={form.changePhotos} />
      <Field label={t('move.measure')} hint={t('move.measure_hint')} rows={3} maxLength={1000} value={measure}
        onValue={(text) => form.change({ measure: text })} error={form.errors.measure} />
    </MoveForm>
  )
}
