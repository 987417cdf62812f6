import { useState } from 'preact/hooks'

import type { Taxonomy } from '../../api/types'
import { t } from '../../i18n'
import { offline } from '../../offline'
import type { KeptDraft } from '../../offline/useDraft'
import { useMe } from '../../session'
import { Banner, Button, CheckField, Choices, Field } from '../../ui'
import { showFirstError } from '../../ui/first_error'
import { PhotoField, PHOTOS_AT_MOST } from '../rectifications/moves/PhotoField'
import type { Errors } from '../rectifications/moves/validate'
import { translate } from '../rectifications/moves/words'
import { Nearby } from '../report/Nearby'
import { PositionField } from '../report/PositionField'
import { CallInstead, CategoryFields } from './CategoryFields'
import { PlaceFields } from './PlaceFields'
import { checkReport, reportBody, type StaffReport } from './staff_report'

export function StaffReportForm({ draft, taxonomy, onSent }: {
  draft: KeptDraft<StaffReport>; taxonomy: Taxonomy; onSent: (id: string) => void
}) {
  const me = useMe()
  const [errors, setErrors] = useState<Errors>({})
  const [mayTake, setMayTake] = useState(me.verbs.includes('case.self_assign'))
  const [title, setTitle] = useState('')
  const report = draft.values
  const category = taxonomy.categories.find(({ code }) => code === report.category)
  const person = taxonomy.tiles.some(({ key, person_related }) => key === report.tile && person_related)
  const submit = async () => {
    const wrong = checkReport(report, draft.photos.length, category)
    setErrors(translate(wrong))
    if (Object.keys(wrong).length) return showFirstError(document.body)
    const body = reportBody(report, draft.photos, new Date(), t('staff.nearby_text'))
    await (await offline()).outbox.add({
      id: report.id, owner: me.account.id, title: title || report.school_name, path: '/reports',
      photoPath: `/reports/${report.id}`, body, photos: draft.photos.map(({ sha256, bytes, type }) => ({ sha256, bytes, type })),
    })
    await draft.drop()
    onSent(report.id)
  }
  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); void submit() }}>
      <div class="stack-wide">
        <h1>{t('app.report')}</h1>
        {draft.restored && <Banner><p>{t('move.restored')}</p></Banner>}
        <PlaceFields report={report} error={errors.school} onChange={draft.change} onTitle={setTitle}
          onMay={(verbs) => setMayTake(verbs.includes('case.self_assign'))} />
        <Choices label={t('staff.danger')} value={report.danger ? 'yes' : 'no'}
          onValue={(value) => draft.change({ danger: value === 'yes' })}
          choices={['no', 'yes'].map((value) => ({ value, label: t(`staff.danger_${value}`) }))} />
        {report.danger && (
          <Banner tone="danger">
            <h3>{t('staff.call_first')}</h3>
            <Button look="danger" icon="phone" href="tel:110">{t('staff.call')}</Button>
          </Banner>
        )}
        <CategoryFields report={report} taxonomy={taxonomy} errors={errors} onChange={draft.change} />
        {person ? <CallInstead phones={taxonomy.referral_phones} /> : (
          <>
            {report.code && report.tile && (
              <Nearby code={report.code} tile={report.tile} chosen={report.joins || undefined}
                onChoose={(joins) => draft.change({ joins: joins ?? '' })} />
            )}
            {category?.photo !== 'forbidden' && (
              <PhotoField label={t('report.photos')} hint={t('report.photos_hint', { n: PHOTOS_AT_MOST })}
                optional={category?.photo !== 'required'} error={errors.photo} photos={draft.photos} onPhotos={draft.changePhotos} />
            )}
            <Field label={t('report.note')} hint={t('report.note_hint')} rows={3} maxLength={1000} value={report.note}
              error={errors.note} onValue={(note) => draft.change({ note })} />
            <PositionField position={report.position ?? undefined} onPosition={(position) => draft.change({ position })} />
            {mayTake && (
              <div class="card">
                <CheckField label={t('staff.self_assign')} checked={report.self_assign}
                  onValue={(self_assign) => draft.change({ self_assign })} />
                <p class="soft">{t('staff.self_assign_hint')}</p>
              </div>
            )}
          </>
        )}
      </div>
      {!person && <div class="actions"><Button submit>{t('report.send')}</Button></div>}
    </form>
  )
}
