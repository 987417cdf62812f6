// Words and photos of an answer, kept on the phone until they are sent.
import { useState } from 'preact/hooks'

import type { Answer, Pickup } from '../../api/types'
import { t } from '../../i18n'
import { useDraft } from '../../offline/useDraft'
import { usePhotos } from '../../photos/usePhotos'
import { Button, Field, Loading, PhotoPicker } from '../../ui'
import { say } from './say'

const PHOTOS_AT_MOST = 3
const APPEAL_AT_LEAST = 5

/** What is missing, as the key of a text. */
export function lacking(action: Answer, note: string, photos: number): string | undefined {
  const words = note.trim().length
  if (action === 'appeal' && words < APPEAL_AT_LEAST) return 'pickup.appeal_empty'
  return action === 'supplement' && !words && !photos ? 'pickup.supplement_empty' : undefined
}

interface FormProps { action: Exclude<Answer, 'confirm_solved'>; pickup: Pickup; code: string; onBack?: () => void }

export function AnswerForm(props: FormProps) {
  const draft = useDraft(`answer:${props.action}:${props.code}`, { note: '' })
  return draft.ready ? <Form {...props} draft={draft} /> : <Loading label={t('loading')} />
}

function Form({ action, pickup, code, onBack, draft }: FormProps & { draft: ReturnType<typeof useDraft<{ note: string }>> }) {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const picked = usePhotos(PHOTOS_AT_MOST, draft.photos, draft.changePhotos)
  const labels = { add: t('photo.add'), more: t('photo.more'), remove: t('photo.remove'), photo: t('photo.photo') }
  const { note } = draft.values
  const send = async (event: Event) => {
    event.preventDefault()
    const missing = lacking(action, note, picked.photos.length)
    setError(missing)
    if (missing || busy) return
    setBusy(true)
    await say({ action, pickup, code, note, photos: picked.photos })
    await draft.drop()
  }
  const optional = { optional: t('pickup.optional') }
  return (
    <form class="stack-wide" noValidate onSubmit={send}>
      <Field label={t(`pickup.${action}_note`)} rows={3} maxLength={1000} value={note} onValue={(text) => draft.change({ note: text })}
        error={error && t(error)} {...(action !== 'supplement' && { hint: t(`pickup.${action}_hint`) })} {...(action === 'dispute' && optional)} />
      <div class="field">
        <h3>{t('pickup.photo_field')}<span class="optional">{t('pickup.optional')}</span></h3>
        <p class="hint">{t('pickup.photo_hint', { n: PHOTOS_AT_MOST })}</p>
        <PhotoPicker photos={picked.photos} max={PHOTOS_AT_MOST} labels={labels} busy={picked.busy} onAdd={picked.add} onRemove={picked.remove} />
        {picked.trouble && <p class="error" role="alert">{picked.trouble}</p>}
      </div>
      <Button big submit busy={busy || picked.busy}>{t(`pickup.${action}_send`)}</Button>
      {onBack && <Button look="plain" onPress={onBack}>{t('back')}</Button>}
    </form>
  )
}
