import { expect, it } from 'vitest'

import { greetingKey } from '../../src/rooms/work/greeting'

it('greets by the hour in Shanghai, wherever the phone thinks it is', () => {
  const at = (time: string) => greetingKey(Date.parse(time))
  expect(at('2026-11-22T07:30:00+08:00')).toBe('hello.morning')
  expect(at('2026-11-22T12:10:00+08:00')).toBe('hello.noon')
  expect(at('2026-11-22T15:00:00+08:00')).toBe('hello.afternoon')
  expect(at('2026-11-21T17:00:00Z')).toBe('hello.evening')
  expect(at('2026-11-22T22:00:00+08:00')).toBe('hello.evening')
})
