// "就是这个": join one of the open reports close by instead of opening another. One choice, taken back by a second press.
import type { NearbyReport } from '../../api/types'
import { t } from '../../i18n'
import { ago } from '../../i18n/dates'
import { Button } from '../../ui'

export const SHOWN = 3

export function NearbyList({ items, chosen, onChoose }: {
  items: readonly NearbyReport[]; chosen: string | undefined; onChoose: (caseId: string | undefined) => void
}) {
  if (!items.length) return null
  return (
    <section class="banner" role="status">
      <div>
        <h3>{t('report.near')}</h3>
        <p>{t('report.near_hint')}</p>
        <ul class="near">
          {items.map(({ case_id, distance_m, reported_at }) => (
            <li key={case_id}>
              <span>{t('report.near_line', { m: Math.max(1, Math.round(distance_m)), ago: ago(reported_at) })}</span>
              <Button look="quiet" pressed={chosen === case_id} {...(chosen === case_id && { icon: 'check' })}
                onPress={() => onChoose(chosen === case_id ? undefined : case_id)}>
                {t(chosen === case_id ? 'report.near_chosen' : 'report.near_same')}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
