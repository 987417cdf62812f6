// 复发: closed cases of the same kind and place, one of which this may be come back. Nothing is chosen for anybody.
import { useId } from 'preact/hooks'

import type { AssignmentOptions } from '../../../api/cases'
import { t } from '../../../i18n'
import { yearDay } from '../../../i18n/dates'
import { NOT_THE_SAME } from './assignment'

type Earlier = AssignmentOptions['recurrences'][number]

/** `value`: the id of the case, NOT_THE_SAME, or '' while nobody has answered. */
export function RecurrenceField({ earlier, value, error, onValue }: {
  earlier: readonly Earlier[]; value: string; error?: string | undefined; onValue: (value: string) => void
}) {
  const name = useId()
  if (!earlier.length) return null
  const pick = (own: string) => (
    <input type="radio" name={name} value={own} checked={value === own} onChange={() => onValue(own)} />
  )
  return (
    <fieldset class="field choices earlier">
      <legend>{t('recurrence.ask')}</legend>
      <p class="hint">{t('recurrence.hint')}</p>
      {earlier.map((each) => (
        <div key={each.id}>
          <label class={value === each.id ? 'choice on' : 'choice'}>
            {pick(each.id)}
            <span><b>{each.ledger_no}</b>{each.closed_at && t('recurrence.closed_on', { day: yearDay(each.closed_at) })}<br />{whereOf(each)}</span>
          </label>
          <a class="textlink" href={`/app/cases/${each.id}`} target="_blank" rel="noopener">{t('recurrence.look')}</a>
        </div>
      ))}
      <div>
        <label class={value === NOT_THE_SAME ? 'choice on' : 'choice'}>
          {pick(NOT_THE_SAME)}<span>{t('recurrence.no')}</span>
        </label>
      </div>
      {error && <p class="error" role="alert">{error}</p>}
    </fieldset>
  )
}

const whereOf = ({ place, distance_m }: Earlier): string =>
  distance_m ? t('recurrence.away', { place, m: distance_m }) : place
