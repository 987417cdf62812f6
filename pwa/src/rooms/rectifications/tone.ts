// Which colour a state's pill has; the word itself comes from the server.
import type { PillTone } from '../../ui'

const TONES: Record<string, PillTone> = {
  pending_verification: 'wait', verified: 'wait', need_info: 'wait', closed: 'done', archived: 'done', rejected: 'off',
  duplicate: 'off', referred_out: 'off',
}

export const toneOf = (state: string): PillTone => TONES[state] ?? 'open'
