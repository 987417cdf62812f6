// How a verdict and a distance are shown.
import type { PillTone } from '../../ui'

const TONES: Record<string, PillTone> = { contradicted: 'late', doubtful: 'wait', plausible: 'open', confirmed: 'done' }

export const toneOf = (verdict: string): PillTone => TONES[verdict] ?? 'open'

/** 12 米, 2.2 公里 */
export function metres(distance: number, t: (key: string, values: Record<string, string>) => string): string {
  return distance < 1000
    ? t('visit.metres', { n: String(Math.round(distance)) })
    : t('visit.kilometres', { n: (distance / 1000).toFixed(1) })
}
