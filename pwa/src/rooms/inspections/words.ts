// What the codes of an inspection look like and are called.
import type { PillTone } from '../../ui/StatusPill'

export const TONES: Record<string, PillTone> = { draft: 'wait', open: 'open', closed: 'done' }
export const TYPES = ['joint', 'cross', 'special', 'touring', 'spot', 'look_back'] as const
