// Where the point is and where the phone said it was, north up, with both circles. No map: it works with no tiles at all.
import type { VisitPage } from '../../api/visits'
import { t } from '../../i18n'
import { MIDDLE, SIZE, drawingOf } from './drawing'
import { metres } from './tone'

const ROOM_FOR_WORDS = 60

export function Schematic({ visit }: { visit: VisitPage }) {
  const drawing = drawingOf(visit)
  if (!drawing) return null
  const { x, y, near, accuracy, step, bar } = drawing
  const distance = metres(visit.distance_m ?? 0, t)
  return (
    <figure class="schematic">
      <svg viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={t('visit.drawing', { distance })}>
        <circle class="near" cx={MIDDLE} cy={MIDDLE} r={near} />
        {accuracy > 0 && <circle class="accuracy" cx={x} cy={y} r={accuracy} />}
        <line class="way" x1={MIDDLE} y1={MIDDLE} x2={x} y2={y} />
        <path class="point" d={`M${MIDDLE} ${MIDDLE - 9}l9 9-9 9-9-9z`} />
        <circle class="phone" cx={x} cy={y} r="8" />
        {Math.hypot(x - MIDDLE, y - MIDDLE) > ROOM_FOR_WORDS && (
          <text class="far" x={(MIDDLE + x) / 2} y={(MIDDLE + y) / 2 + 6} text-anchor="middle">{distance}</text>
        )}
        <g class="scale">
          <path d={`M16 ${SIZE - 20}v8h${bar}v-8`} />
          <text x={16 + bar / 2} y={SIZE - 22} text-anchor="middle">{metres(step, t)}</text>
        </g>
        <g class="north">
          <path d={`M${SIZE - 22} 44V16m-6 8 6-8 6 8`} /><text x={SIZE - 22} y="64" text-anchor="middle">{t('visit.north')}</text>
        </g>
      </svg>
      <Key visit={visit} />
    </figure>
  )
}

function Key({ visit: { place, position } }: { visit: VisitPage }) {
  const accuracy = position?.accuracy_m
  return (
    <figcaption>
      <span><i class="key point" />{t('visit.key_point', { radius: metres(place?.radius_m ?? 50, t) })}</span>
      <span>
        <i class="key phone" />
        {accuracy ? t('visit.key_phone', { accuracy: metres(accuracy, t) }) : t('visit.key_phone_plain')}
      </span>
    </figcaption>
  )
}
