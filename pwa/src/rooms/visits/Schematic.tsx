// Where the point is and where the phone said it was, north up, with both circles. No map: it works with no tiles at all.
import type { VisitPage } from '../../api/visits'
import { t } from '../../i18n'
import { metres } from './tone'

const SIZE = 320
const MIDDLE = SIZE / 2
const EDGE = 26
const METRES_PER_DEGREE = 111_320
const STEPS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000]

export function Schematic({ visit }: { visit: VisitPage }) {
  const { place, position } = visit
  if (!place || place.lat === null || place.lng === null || !position) return null
  const radius = place.radius_m ?? 50
  const accuracy = position.accuracy_m ?? 0
  const east = (position.lng - place.lng) * METRES_PER_DEGREE * Math.cos((place.lat * Math.PI) / 180)
  const north = (position.lat - place.lat) * METRES_PER_DEGREE
  const reach = Math.max(radius, Math.hypot(east, north) + Math.min(accuracy, Math.hypot(east, north) + radius)) * 1.08
  const scale = (MIDDLE - EDGE) / reach
  const x = MIDDLE + east * scale
  const y = MIDDLE - north * scale
  const step = STEPS.filter((each) => each * scale <= SIZE / 3).pop() ?? 10
  return (
    <figure class="schematic">
      <svg viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={t('visit.drawing', { distance: metres(visit.distance_m ?? 0, t) })}>
        <circle class="near" cx={MIDDLE} cy={MIDDLE} r={Math.max(radius * scale, 3)} />
        {accuracy > 0 && <circle class="accuracy" cx={x} cy={y} r={Math.max(accuracy * scale, 3)} />}
        <line class="way" x1={MIDDLE} y1={MIDDLE} x2={x} y2={y} />
        <path class="point" d={`M${MIDDLE} ${MIDDLE - 9}l9 9-9 9-9-9z`} />
        <circle class="phone" cx={x} cy={y} r="8" />
        {Math.hypot(east, north) * scale > 60 && visit.distance_m !== null && (
          <text class="far" x={(MIDDLE + x) / 2} y={(MIDDLE + y) / 2 + 6} text-anchor="middle">{metres(visit.distance_m, t)}</text>
        )}
        <g class="scale">
          <path d={`M16 ${SIZE - 20}v8h${step * scale}v-8`} />
          <text x={16 + (step * scale) / 2} y={SIZE - 22} text-anchor="middle">{metres(step, t)}</text>
        </g>
        <g class="north"><path d={`M${SIZE - 22} 44V16m-6 8 6-8 6 8`} /><text x={SIZE - 22} y="64" text-anchor="middle">{t('visit.north')}</text></g>
      </svg>
      <figcaption>
        <span><i class="key point" />{t('visit.key_point', { radius: metres(radius, t) })}</span>
        <span>
          <i class="key phone" />
          {accuracy > 0 ? t('visit.key_phone', { accuracy: metres(accuracy, t) }) : t('visit.key_phone_plain')}
        </span>
      </figcaption>
    </figure>
  )
}
