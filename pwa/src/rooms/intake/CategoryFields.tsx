// The kind of hazard: a tile at a glance, then the exact code for those who know it. About pupils: telephones, no form.
import type { Category, ReferralPhone, Taxonomy } from '../../api/types'
import { t } from '../../i18n'
import { can, useMe } from '../../session'
import { Button, Icon, SelectField, Tile } from '../../ui'
import type { Errors } from '../rectifications/moves/validate'
import { tileIcon } from '../report/tile_icons'
import type { StaffReport } from './staff_report'

export function CategoryFields({ report, taxonomy: { tiles, categories }, errors, onChange }: {
  report: StaffReport; taxonomy: Taxonomy; errors: Errors; onChange: (change: Partial<StaffReport>) => void
}) {
  const tile = tiles.find(({ key }) => key === report.tile)
  if (!tile) {
    return (
      <fieldset class="field">
        <legend>{t('staff.tile')}</legend>
        {errors.tile && <p class="error" role="alert">{errors.tile}</p>}
        <div class="tiles compact">
          {tiles.map(({ key, label, person_related }) => (
            <Tile key={key} label={label} path={tileIcon(key)} aside={person_related}
              onPress={() => onChange({ tile: key, category: '' })} />
          ))}
        </div>
      </fieldset>
    )
  }
  const choices = categories.filter(belongs(tile.key)).map(({ code, label }) => ({ value: code, label: `${code} ${label}` }))
  return (
    <div class="stack">
      <div class="field">
        <p class="label">{t('staff.tile')}</p>
        <div class="rows">
          <button type="button" class="row" onClick={() => onChange({ tile: '', category: '' })}>
            <Icon path={tileIcon(tile.key)} /><span><b>{tile.label}</b></span><span class="change">{t('change')}</span>
          </button>
        </div>
      </div>
      {choices.length > 0 && !tile.person_related && (
        <SelectField label={t('staff.category')} optional={t('optional')} value={report.category} error={errors.category}
          onValue={(category) => onChange({ category })}
          choices={[{ value: '', label: t('staff.category_none') }, ...choices]} />
      )}
    </div>
  )
}

/** "不清楚" holds them all. */
const belongs = (tile: string) => (category: Category) => tile === 'unsure' || category.tile === tile

/** About a pupil: telephones first; staff may also hand the matter on, as a kind and a number. */
export function CallInstead({ phones }: { phones: readonly ReferralPhone[] }) {
  const me = useMe()
  return (
    <section class="stack-tight call-instead">
      <h2>{t('staff.person')}</h2>
      <p>{t('staff.person_detail')}</p>
      <div class="rows">
        {phones.map(({ label, tel }) => (
          <a class="row" href={`tel:${tel}`} key={tel}><Icon name="phone" /><span>{label}</span><b>{tel}</b></a>
        ))}
      </div>
      {can(me, 'referral.create') && (
        <>
          <p>{t('referral.new_detail')}</p>
          <Button look="quiet" href="/app/referrals/new">{t('referral.new')}</Button>
        </>
      )}
    </section>
  )
}
