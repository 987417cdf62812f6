import { describe, expect, it } from 'vitest'

import { matchPath } from '../../src/router/match'

describe('an address', () => {
  it('finds its screen with the names filled in', () => {
    expect(matchPath('/app/cases/:id', '/app/cases/018f')).toEqual({ id: '018f' })
    expect(matchPath('/app', '/app/')).toEqual({})
  })

  it('does not find a screen that is shorter, longer or empty where a name is wanted', () => {
    expect(matchPath('/app/cases/:id', '/app/cases')).toBeUndefined()
    expect(matchPath('/app/cases/:id', '/app/cases/')).toBeUndefined()
    expect(matchPath('/app/cases', '/app/cases/1')).toBeUndefined()
  })
})
