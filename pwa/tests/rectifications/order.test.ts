import { describe, expect, it } from 'vitest'

import type { AllowedAction, CaseDetail } from '../../src/api/cases'
import { arranged, otherRefusals, refusalsToTell } from '../../src/rooms/rectifications/moves/order'

const action = (name: string, more: Partial<AllowedAction> = {}): AllowedAction =>
  ({ action: name, label: name, needs: [], main: false, typed_in: false, ...more })
const refused = (name: string, reason: string, main: boolean) =>
  ({ action: name, label: name, reason, main, reason_label: '', reason_detail: '' })
const found = (allowed: AllowedAction[], refused_actions: ReturnType<typeof refused>[]) =>
  ({ allowed_actions: allowed, refused_actions }) as unknown as CaseDetail

describe('the bar of a case', () => {
  it('has the main move, the other answer beside it, and the rest by subject', () => {
    const moves = arranged(['correct', 'urge', 'record_interim', 'fail', 'escalate'].map((name) => action(name)).concat(action('verify', { main: true })))
    expect(moves.main?.action).toBe('verify')
    expect(moves.beside?.action).toBe('fail')
    expect(moves.rest.map(({ group, actions }) => [group, actions.map((each) => each.action)])).toEqual([
      ['fix', ['record_interim']], ['supervise', ['urge', 'escalate']], ['correct', ['correct']],
    ])
  })

  it('never puts typing in for a unit under the thumb', () => {
    const moves = arranged([action('submit', { typed_in: true }), action('urge'), action('set_tracker')])
    expect([moves.main, moves.beside?.action]).toEqual([undefined, 'urge'])
    expect(moves.rest.flatMap(({ actions }) => actions.map((each) => each.action))).toEqual(['submit', 'set_tracker'])
  })

  it('leaves out a move of a newer server', () => {
    expect(arranged([action('teleport', { main: true })])).toEqual({ main: undefined, beside: undefined, rest: [] })
  })
})

describe('what is refused', () => {
  const refusals = [
    refused('verify', 'case_own_submission', true), refused('fail', 'case_own_submission', false),
    refused('verify', 'case_own_submission', true), refused('ask_transfer', 'case_third_transfer', false),
  ]

  it('is told in the bar where it explains the missing main move, each reason once', () => {
    expect(refusalsToTell(found([action('urge')], refusals)).map(({ reason }) => reason)).toEqual(['case_own_submission'])
    expect(refusalsToTell(found([action('assign', { main: true })], refusals))).toEqual([])
  })

  it('is told among the other moves where somebody looks for it', () => {
    expect(otherRefusals(found([], refusals)).map((each) => each.action)).toEqual(['fail', 'ask_transfer'])
  })
})
