import { describe, expect, it } from 'vitest'

import { askOf, isDue } from '../../src/rooms/patrols/proof'
import { point, run } from './rounds'

const AT = { lat: 38.9, lng: 83.1, datum: 'wgs84', provider: 'browser' } as const
const got = (accuracy_m: number, ageS = 0) => ({ state: 'got', ageS, position: { ...AT, accuracy_m } }) as const

describe('the fresh photo', () => {
  // sha256("CODE1|r1|p1|2026-11-26|<ask>"), 24 digits, as backend/patrols/proofs.py seals them.
  const seals = { no: '8edf43c41832be626fe51d1e', blind: '0cc6dfb9dcd921cabd00a3be', yes: '688e2dc3d5b806cc296837c4' }

  it.each(['no', 'blind', 'yes'] as const)('a seal of the server that says %s is opened with its code', async (ask) => {
    const sealed = point(1, { photo_rule: 'sometimes', codes: ['CODE1'], proof_seals: [seals[ask]] })
    expect(await askOf(run(), sealed, 'CODE1')).toBe(ask)
  })

  it('a seal of another point says nothing', async () => {
    expect(await askOf(run({ id: 'another' }), point(1, { photo_rule: 'sometimes', proof_seals: [seals.yes] }), 'CODE1')).toBe('no')
  })

  it('rules that draw nothing need no seal', async () => {
    expect(await askOf(run(), point(1, { photo_rule: 'always' }), 'CODE1')).toBe('yes')
    expect(await askOf(run(), point(1, { photo_rule: 'never' }), null)).toBe('no')
  })

  it('a blind one is due only where no usable position speaks for the visit', () => {
    expect([got(20), got(400), got(20, 600), { state: 'refused' } as const].map((reading) => isDue('blind', reading))).toEqual([false, true, true, true])
    expect(isDue('blind', undefined)).toBe(false)
    expect([isDue('yes', got(20)), isDue('no', { state: 'refused' })]).toEqual([true, false])
  })
})
