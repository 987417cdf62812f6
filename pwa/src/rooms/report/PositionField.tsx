// The phone's position: asked for at a press, or taken at once where the phone has already agreed. Never required.
import { useEffect, useState } from 'preact/hooks'

import type { Position } from '../../api/types'
import { t } from '../../i18n'
import { locate } from '../../position/locate'
import { Button } from '../../ui'

const ROUGH_M = 200

export function accuracyWords({ accuracy_m }: Position): string {
  if (accuracy_m <= ROUGH_M) return t('report.position_ok', { n: accuracy_m })
  const n = accuracy_m < 1000 ? t('unit.m', { n: accuracy_m }) : t('unit.km', { n: Math.round(accuracy_m / 100) / 10 })
  return t('report.position_rough', { n })
}

async function alreadyAllowed(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'geolocation' })).state === 'granted'
  } catch {
    return false
  }
}

export function PositionField({ position, onPosition }: {
  position: Position | undefined; onPosition: (position: Position) => void
}) {
  const [state, setState] = useState<'asking' | 'busy' | 'none'>('asking')
  const ask = async () => {
    setState('busy')
    const found = await locate()
    setState('none')
    if (found.ok) onPosition(found.position)
  }
  useEffect(() => {
    if (!position) void alreadyAllowed().then((allowed) => (allowed ? ask() : undefined))
  }, [])
  return (
    <div class="field" aria-live="polite">
      <h3>{t('report.position')}<span class="optional">{t('report.optional')}</span></h3>
      {position ? <p class="soft">{accuracyWords(position)}</p>
        : state === 'none' ? <p class="soft">{t('report.position_none')}</p>
          : (
            <>
              <p class="hint">{t('report.position_hint')}</p>
              <Button look="quiet" icon="place" busy={state === 'busy'} onPress={ask}>
                {t(state === 'busy' ? 'report.position_busy' : 'report.position_ask')}
              </Button>
            </>
          )}
    </div>
  )
}
