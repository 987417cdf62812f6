import { expect, it } from 'vitest'

import { uuidv7 } from '../../src/ids/uuidv7'

it('an id made on the phone is a UUIDv7 that sorts by the time it was made', () => {
  const early = uuidv7(Date.parse('2026-01-01T00:00:00Z'))
  const late = uuidv7(Date.parse('2026-01-01T00:00:00.001Z'))
  expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(early < late).toBe(true)
  expect(parseInt(early.replace(/-/g, '').slice(0, 12), 16)).toBe(Date.parse('2026-01-01T00:00:00Z'))
})
