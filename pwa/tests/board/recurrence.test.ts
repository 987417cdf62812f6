import { describe, expect, it } from 'vitest'

import type { Recurrence } from '../../src/api/look_backs'
import { cameBack, FEW, rateOf } from '../../src/rooms/board/recurrence'

const line = (name: string, closed: number, recurred: number) => ({ id: name, name, closed, recurred, rate: 0 })
const found = { units: [line('甲', 9, 0), line('乙', 3, 2), line('丙', 40, 1)], schools: [line('丁', 2, 1)] } as unknown as Recurrence

describe('the recurrence rate', () => {
  it('is a percentage of many, with one decimal', () => {
    expect(rateOf({ closed: FEW, rate: 6.67 })).toBe('6.7')
    expect(rateOf({ closed: 200, rate: 0 })).toBe('0')
  })

  it('is none of few, and none of nothing', () => {
    expect(rateOf({ closed: FEW - 1, rate: 50 })).toBeUndefined()
    expect(rateOf({ closed: 0, rate: null })).toBeUndefined()
  })

  it('names where something came back, and ranks nobody', () => {
    expect(cameBack(found, 'unit').map(({ name }) => name)).toEqual(['乙', '丙'])
    expect(cameBack(found, 'school').map(({ name }) => name)).toEqual(['丁'])
    expect(cameBack(found, 'township')).toEqual([])
  })
})
