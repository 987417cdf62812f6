// A note or photos to an answer: the same answer again with more to it; the photos of the earlier one stay.
import { useState } from 'preact/hooks'

import { t } from '../../i18n'
import type { PreparedPhoto } from '../../photos/prepare'
import { useMe } from '../../session'
import { Button, Field } from '../../ui'
import { PhotoField } from '../rectifications/moves/PhotoField'
import { sendAnswer } from './send'
import type { Answer, SeenLine, SeenSheet } from './sheet'

export function NoteForm({ sheet, line, onDone }: { sheet: SeenSheet; line: SeenLine; onDone: () => void }) {
  const me = useMe()
  const [note, setNote] = useState(line.heads[0]?.note ?? '')
  const [photos, setPhotos] = useState<PreparedPhoto[]>([])
  const save = async () => {
    await sendAnswer(sheet, line, line.answer as Answer, me.account.id, { note: note.trim(), photos })
    onDone()
  }
  return (
    <div class="stack">
      <p class="soft">{line.text}</p>
      <Field label={t('sheet.note')} rows={3} maxLength={500} value={note} onValue={setNote} />
      <PhotoField label={t('report.photos')} optional photos={photos} onPhotos={setPhotos} />
      <Button onPress={save}>{t('sheet.save')}</Button>
    </div>
  )
}
