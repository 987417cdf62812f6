// Which days: the usual ones by name, any others by two dates.
import { useState } from 'preact/hooks'

import { t } from '../../i18n'
import { Chip, Field } from '../../ui'
import { isPeriod, nameOf, presetOf, PRESETS, type Period } from './period'

export function PeriodChoice({ period, today, onPeriod }: { period: Period; today: string; onPeriod: (period: Period) => void }) {
  const chosen = nameOf(period, today)
  const [own, setOwn] = useState(chosen === undefined)
  const [typed, setTyped] = useState(period)
  const type = (part: Partial<Period>) => {
    const next = { ...typed, ...part }
    setTyped(next)
    if (isPeriod(next)) onPeriod(next)
  }
  const press = (next: Period) => {
    setOwn(false)
    setTyped(next)
    onPeriod(next)
  }
  return (
    <div class="period">
      <div class="chips" role="group" aria-label={t('coverage.period')}>
        {PRESETS.map((name) => (
          <Chip key={name} label={t(`coverage.${name}`)} pressed={!own && chosen === name}
            onPress={() => press(presetOf(name, today))} />
        ))}
        <Chip label={t('coverage.own')} pressed={own} onPress={() => setOwn(true)} />
      </div>
      {own && (
        <div class="pair">
          <Field type="date" label={t('coverage.from')} value={typed.from} max={typed.to} onValue={(from) => type({ from })} />
          <Field type="date" label={t('coverage.to')} value={typed.to} min={typed.from} onValue={(to) => type({ to })}
            error={isPeriod(typed) ? undefined : t('coverage.wrong_days')} />
        </div>
      )}
    </div>
  )
}
