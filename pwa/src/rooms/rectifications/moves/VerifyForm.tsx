// 验收通过: general from the photos or on the spot; major only on the spot, with picture and sentence. Through the outbox.
import { t } from '../../../i18n'
import { Banner, CheckField, Field, Loading } from '../../../ui'
import { MoveForm } from './MoveForm'
import type { MoveProps } from './MoveSheet'
import { PhotoField } from './PhotoField'
import { useQueuedMove } from './useQueuedMove'
import { checkVerify, requires } from './validate'

export function VerifyForm(props: MoveProps) {
  const { action, found } = props
  const form = useQueuedMove(props, { note: '', on_site: false as boolean })
  const { note, on_site } = form.values
  const submit = () => form.queue({
    errors: checkVerify(action.needs, { note, on_site }, form.photos.length),
    fields: { on_site, ...(note.trim() && { note: note.trim() }) },
  })
  if (!form.ready) return <Loading label={t('loading')} />
  return (
    <MoveForm label={action.label} action={action.action} found={found} busy={form.busy} onSubmit={submit}>
      {form.restored && <Banner><p>{t('move.restored')}</p></Banner>}
      {requires(action.needs, 'on_site') && <Banner tone="warning"><p>{t('move.major_hint')}</p></Banner>}
      <div class="field">
        <div><CheckField label={t('move.on_site')} checked={on_site} onValue={(on) => form.change({ on_site: on })} /></div>
        {form.errors.on_site && <p class="error" role="alert">{form.errors.on_site}</p>}
      </div>
      <PhotoField label={t('move.photo_check')} optional={!requires(action.needs, 'photo')} error={form.errors.photo}
        photos={form.photos} onPhotos={form.changePhotos} />
      <Field label={t('move.check_note')} optional={requires(action.needs, 'note') ? undefined : t('optional')} rows={3}
        maxLength={1000} value={note} onValue={(text) => form.change({ note: text })} error={form.errors.note} />
    </MoveForm>
  )
}
