import { describe, expect, it } from 'vitest'

import type { OutboxItem } from '../../src/offline'
import { lacking } from '../../src/rooms/pickup/AnswerForm'
import { unsaid } from '../../src/rooms/pickup/say'
import { isPhone, plainPhone } from '../../src/rooms/report/submit'

describe('what a reporter says later', () => {
  it('needs words or a photo to answer, words to appeal, and nothing to say that it is not solved', () => {
    expect([lacking('supplement', ' ', 0), lacking('supplement', '', 1), lacking('supplement', '好', 0)])
      .toEqual(['pickup.supplement_empty', undefined, undefined])
    expect([lacking('appeal', '再看', 1), lacking('appeal', '昨天又掉砖', 0)]).toEqual(['pickup.appeal_empty', undefined])
    expect(lacking('dispute', '', 0)).toBeUndefined()
  })

  it('is found in the outbox by its code, and no other report is taken for it', () => {
    const item = (path: string, code?: string) => ({ path, body: { pickup_code: code } }) as unknown as OutboxItem
    const items = [item('/reports', 'AAAA2222'), item('/pickups/dispute', 'BBBB3333'), item('/pickups/confirm', 'AAAA2222')]
    expect(unsaid(items, 'AAAA2222')).toBe(items[2])
    expect(unsaid(items, 'CCCC4444')).toBeUndefined()
  })
})

describe('a number for calling back', () => {
  it('may be left out, written with spaces, mobile or with an area code', () => {
    expect([undefined, '', '100 0000 1234', '010-12345678'].map(isPhone)).toEqual([true, true, true, true])
    expect(plainPhone('100 0000-1234')).toBe('10000001234')
    expect(['12345', '20000000000', '一百'].map(isPhone)).toEqual([false, false, false])
  })
})
