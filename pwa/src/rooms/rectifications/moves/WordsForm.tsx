// Moves that are nothing but words, some with photos: a question back, an answer, reopening, keeping closed. Through the outbox.
import { t } from '../../../i18n'
import { Banner, Field, Loading } from '../../../ui'
import { MoveForm } from './MoveForm'
import type { MoveProps } from './MoveSheet'
import { PhotoField } from './PhotoField'
import { useQueuedMove } from './useQueuedMove'
import { missingTexts } from './validate'

/** Which field the words go into, by action; `move.<action>` and `move.<action>_hint` are their texts. */
const FIELDS: Record<string, string> = {
  ask_info: 'question', supplement: 'note', appeal: 'note', reopen: 'reason', keep_closed: 'reason',
}

export function WordsForm(props: MoveProps) {
  const { action: { action, label, needs }, found } = props
  const field = FIELDS[action] ?? 'note'
  const form = useQueuedMove(props, { [field]: '' })
  const words = form.values[field] ?? ''
  const submit = () => form.queue({
    errors: missingTexts({ words }, ['words']), fields: { [field]: words.trim() },
  })
  if (!form.ready) return <Loading label={t('loading')} />
  return (
    <MoveForm label={label} action={action} found={found} busy={form.busy} onSubmit={submit}>
      {form.restored && <Banner><p>{t('move.restored')}</p></Banner>}
      {found.question && action === 'supplement' && <Banner><p>{found.question}</p></Banner>}
      <Field label={t(`move.${action}`)} hint={t(`move.${action}_hint`)} rows={3} maxLength={field === 'question' ? 500 : 1000}
        value={words} onValue={(text) => form.change({ [field]: text })} error={form.errors.words} />
      {needs.some((each) => each.startsWith('photo')) && (
        <PhotoField label={t('photo.photo')} optional photos={form.photos} onPhotos={form.changePhotos} />
      )}
    </MoveForm>
  )
}
