// Who takes it: said in a line where there is one unit, chosen where there are several.
import type { Target } from '../../api/referrals'
import { t } from '../../i18n'
import { Facts, SelectField } from '../../ui'

export function UnitField({ units, value, onValue }: {
  units: Target['units']; value: string; onValue: (value: string) => void
}) {
  const [only] = units
  if (units.length === 1 && only) return <div class="card"><Facts rows={[[t('referral.to'), only.name]]} /></div>
  return (
    <SelectField label={t('referral.to')} value={value} onValue={onValue}
      choices={units.map(({ id, name }) => ({ value: id, label: name }))} />
  )
}
