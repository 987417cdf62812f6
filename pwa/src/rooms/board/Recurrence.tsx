// 复发率 under the board: its two numbers and its period in words; no percentage of a handful.
import { useEffect, useState } from 'preact/hooks'

import type { BoardBy } from '../../api/cases'
import { readRecurrence, type Recurrence as Figures } from '../../api/look_backs'
import { t } from '../../i18n'
import { yearDay } from '../../i18n/dates'
import { cameBack, FEW, rateOf } from './recurrence'

export function Recurrence({ by }: { by: BoardBy }) {
  const [found, setFound] = useState<Figures>()
  useEffect(() => void readRecurrence().then((result) => result.ok && setFound(result.value)), [])
  // The board stands without it: a figure that does not come is left out, never guessed.
  if (!found) return null
  const period = { since: yearDay(found.since), until: yearDay(found.until) }
  const rate = rateOf(found)
  const lines = cameBack(found, by)
  return (
    <section class="card recurrence">
      <h2>{t('recurrence.title')}</h2>
      {found.closed === 0 ? <p>{t('recurrence.nothing', period)}</p> : (
        <p>
          {t('recurrence.words', { ...period, closed: found.closed, recurred: found.recurred })}{' '}
          <b>{rate === undefined ? t('recurrence.few') : t('recurrence.rate', { rate })}</b>
        </p>
      )}
      {lines.length > 0 && (
        <details class="no-print">
          <summary>{t('recurrence.lines', { group: t(`board.by_${by}`) })}</summary>
          <ul>
            {lines.map(({ id, name, closed, recurred }) => (
              <li key={id}><span>{name}</span> <span class="soft">{t('recurrence.line', { closed, recurred })}</span></li>
            ))}
          </ul>
        </details>
      )}
      <p class="soft">{t('recurrence.how', { few: FEW })}</p>
    </section>
  )
}
