import { describe, expect, it } from 'vitest'

import type { CaseSummary } from '../../src/api/types'
import { flagsOf } from '../../src/rooms/rectifications/flags'

const NOON = Date.parse('2026-11-22T12:00:00+08:00')
const QUIET = {
  state: 'rectifying', escalation_level: 0, interim_until: null, extension_to: null, transfer_pending: false, whistled: false, on_agenda: false,
  disputed: false, frozen: false, government: false,
}
const keys = (more: Partial<CaseSummary>) => flagsOf({ ...QUIET, ...more } as CaseSummary, NOON).map(({ key }) => key)

describe('the flags of a case', () => {
  it('are none on an ordinary one', () => {
    expect(keys({})).toEqual([])
  })

  it('stand with the strongest first', () => {
    expect(keys({ on_agenda: true, escalation_level: 2, frozen: true, government: true })).toEqual([
      'flag.frozen', 'flag.level', 'flag.agenda', 'flag.government',
    ])
  })

  it('tell protection that holds from protection that has run out', () => {
    expect(keys({ interim_until: '2026-11-30T23:59:59+08:00' })).toEqual(['flag.interim'])
    expect(keys({ interim_until: '2026-11-22T11:00:00+08:00' })).toEqual(['flag.interim_over'])
  })

  it('of work are gone when the case is over; those of law and of the public stay', () => {
    const more = { whistled: true, extension_to: '2026-11-30T23:59:59+08:00', interim_until: '2026-11-30T23:59:59+08:00', frozen: true, disputed: true }
    expect(keys({ ...more, state: 'closed' })).toEqual(['flag.frozen', 'flag.disputed'])
  })
})
