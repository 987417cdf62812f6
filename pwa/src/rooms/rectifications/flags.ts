// What else must be seen of a case at a glance, in words: requests, protection, supervision, holds. The strongest first.
import type { CaseSummary } from '../../api/types'

export interface Flag { key: string; tone: 'strong' | 'warn' | 'calm'; n?: number; day?: string }

export function flagsOf(item: CaseSummary, now: number = Date.now()): Flag[] {
  const { escalation_level: level, interim_until: until, extension_to, closed } = { ...item, closed: isOver(item.state) }
  const flags: (Flag | false)[] = [
    item.frozen && { key: 'flag.frozen', tone: 'strong' },
    item.disputed && { key: 'flag.disputed', tone: 'warn' },
    !closed && item.whistled && { key: 'flag.whistled', tone: 'warn' },
    !closed && level > 0 && { key: 'flag.level', n: level, tone: 'warn' },
    !closed && item.transfer_pending && { key: 'flag.transfer', tone: 'warn' },
    !closed && extension_to !== null && { key: 'flag.extension', tone: 'warn' },
    !closed && until !== null && protection(until, now),
    !closed && item.on_agenda && { key: 'flag.agenda', tone: 'calm' },
    item.government && { key: 'flag.government', tone: 'calm' },
  ]
  return flags.filter((flag): flag is Flag => flag !== false)
}

const protection = (until: string, now: number): Flag =>
  Date.parse(until) < now ? { key: 'flag.interim_over', tone: 'warn' } : { key: 'flag.interim', day: until, tone: 'calm' }

const isOver = (state: string): boolean => ['closed', 'archived', 'rejected', 'duplicate', 'referred_out'].includes(state)
