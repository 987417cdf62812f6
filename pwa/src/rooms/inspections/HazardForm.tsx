// From a 否 into the ledger: school and kind are known, so only where and what remain.
import { useState } from 'preact/hooks'

import { t } from '../../i18n'
import type { PreparedPhoto } from '../../photos/prepare'
import { useMe } from '../../session'
import { Banner, Button, CheckField, Facts, Field } from '../../ui'
import { PhotoField } from '../rectifications/moves/PhotoField'
import { sendHazard } from './send'
import type { SeenLine, SeenSheet } from './sheet'

export function HazardForm({ sheet, line, onDone }: { sheet: SeenSheet; line: SeenLine; onDone: () => void }) {
  const me = useMe()
  const [place_text, setPlace] = useState('')
  const [note, setNote] = useState(line.heads[0]?.note ?? '')
  const [danger, setDanger] = useState(false)
  const [photos, setPhotos] = useState<PreparedPhoto[]>([])
  const [tried, setTried] = useState(false)
  const needsPhoto = line.photo_rule === 'required' && !photos.length
  const saysNothing = Array.from(note.trim()).length < 5
  const submit = async () => {
    setTried(true)
    if (needsPhoto || saysNothing) return
    await sendHazard(sheet, line, { place_text: place_text.trim(), note: note.trim(), danger, photos }, me.account.id)
    onDone()
  }
  return (
    <div class="stack">
      <Facts rows={[[t('sheet.school'), sheet.school.name], [t('sheet.category'), `${line.category} ${line.category_label}`],
        [t('sheet.line'), line.text]]} />
      {danger && <Banner tone="danger"><p>{t('staff.call_first')}</p></Banner>}
      <Field label={t('sheet.place')} optional={t('optional')} maxLength={200} value={place_text} onValue={setPlace} />
      <Field label={t('sheet.problem')} rows={3} maxLength={1000} value={note} onValue={setNote}
        error={tried && saysNothing ? t('sheet.problem_needed') : undefined} />
      {line.photo_rule !== 'forbidden' && (
        <PhotoField label={t('report.photos')} optional={line.photo_rule !== 'required'} photos={photos} onPhotos={setPhotos}
          error={tried && needsPhoto ? t('need.photo_category') : undefined} />
      )}
      <CheckField label={t('sheet.danger')} checked={danger} onValue={setDanger} />
      <Button onPress={submit}>{t('sheet.hazard_send')}</Button>
    </div>
  )
}
