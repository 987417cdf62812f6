// The way to a point in words.
import type { RunPoint } from '../../api/patrols'
import { t } from '../../i18n'
import { wayTo, type LatLng } from './where'

export function wayWords(here: (LatLng & { accuracy_m: number }) | undefined, { checkpoint }: RunPoint): string {
  const { lat, lng, radius_m } = checkpoint
  if (!here || lat === null || lng === null) return ''
  const { metres, compass, here: there } = wayTo(here, { lat, lng, radius_m })
  return there ? t('patrol.way.here') : t('patrol.way', { direction: t(`patrol.compass.${compass}`), n: metres })
}
