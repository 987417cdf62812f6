// Open reports of the same kind close by: "就是这个" joins one instead of opening another.
import { useEffect, useState } from 'preact/hooks'

import { readNearby } from '../../api/public'
import type { NearbyReport, Position } from '../../api/types'
import { t } from '../../i18n'
import { ago } from '../../i18n/dates'
import { Banner, Button } from '../../ui'

export function Nearby({ code, tile, at, chosen, onChoose }: {
  code: string; tile: string; at?: Position | undefined; chosen: string | undefined; onChoose: (caseId: string | undefined) => void
}) {
  const [items, setItems] = useState<NearbyReport[]>([])
  useEffect(() => {
    void readNearby({ code, tile, lat: at?.lat, lng: at?.lng }).then((result) => setItems(result.ok ? result.value.items.slice(0, 3) : []))
  }, [code, tile, at])
  if (!items.length) return null
  return (
    <Banner tone="info" icon="info">
      <h3>{t('report.near')}</h3>
      <p>{t('report.near_hint')}</p>
      <ul class="near">
        {items.map(({ case_id, tile_label, distance_m, reported_at }) => (
          <li key={case_id}>
            {t('report.near_line', { tile: tile_label, m: Math.round(distance_m), ago: ago(reported_at) })}
            <Button look={chosen === case_id ? 'primary' : 'quiet'} {...(chosen === case_id && { icon: 'check' })}
              onPress={() => onChoose(chosen === case_id ? undefined : case_id)}>
              {t(chosen === case_id ? 'report.near_chosen' : 'report.near_same')}
            </Button>
          </li>
        ))}
      </ul>
    </Banner>
  )
}
