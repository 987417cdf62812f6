import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { sendFact } from '../../src/api/facts'

const fetched = vi.fn<(url: string, init: RequestInit) => Promise<Response>>()
const answer = (body: unknown, status: number) =>
  fetched.mockResolvedValueOnce(new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } }))
const asked = () => fetched.mock.calls.map(([url, init]) => `${init.method} ${url}`)
const me = (id: string) => ({ account: { id }, csrf_token: 'fresh' })

beforeEach(() => {
  fetched.mockReset()
  vi.stubGlobal('fetch', fetched)
})
afterEach(() => vi.unstubAllGlobals())

describe('a fact on its way', () => {
  it('of a stranger goes out without a cookie and without a question', async () => {
    answer({ id: 'r1', photos_missing: [], pickup_code: 'ABCD2345' }, 201)
    const result = await sendFact({ path: '/reports', body: {}, owner: null })
    expect(result).toMatchObject({ ok: true, value: { id: 'r1', pickup_code: 'ABCD2345' } })
    expect(asked()).toEqual(['POST /api/v1/reports'])
    expect(fetched.mock.lastCall?.[1].credentials).toBe('omit')
  })

  it('of somebody whose session has ended stays here instead of going in as a stranger\'s', async () => {
    answer({ code: 'sign_in_required', title: '', detail: '', status: 401 }, 401)
    const result = await sendFact({ path: '/reports', body: {}, owner: 'a1' })
    expect(result).toMatchObject({ ok: false, problem: { status: 401 } })
    expect(asked()).toEqual(['GET /api/v1/me'])
  })

  it('is never sent under the name of who signed in meanwhile', async () => {
    answer(me('a2'), 200)
    expect(await sendFact({ path: '/cases/c/submit', body: {}, owner: 'a1' })).toMatchObject({ ok: false, problem: { status: 401 } })
    expect(asked()).toEqual(['GET /api/v1/me'])
  })

  it('that moves a case keeps only which photos to send, not the whole case', async () => {
    answer(me('a1'), 200)
    answer({ id: 'c', photos_missing: 1, photos_to_send: ['ab'], note: 'secret', timeline: [] }, 200)
    const result = await sendFact({ path: '/cases/c/submit', body: {}, owner: 'a1' })
    expect(result.ok && result.value).toEqual({ id: 'c', photos_missing: ['ab'] })
    expect((fetched.mock.lastCall?.[1].headers as Record<string, string>)['X-CSRF-Token']).toBe('fresh')
  })
})
