import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { isOffline, request, serverAnswers, setCsrfToken, whenSignedOut } from '../../src/api/client'

const fetched = vi.fn<(url: string, init: RequestInit) => Promise<Response>>()
const answer = (body: unknown, status: number, type = 'application/json') =>
  fetched.mockResolvedValueOnce(new Response(body === null ? null : JSON.stringify(body), { status, headers: { 'Content-Type': type } }))
const headers = () => fetched.mock.lastCall?.[1].headers as Record<string, string>

beforeEach(() => {
  fetched.mockReset()
  vi.stubGlobal('fetch', fetched)
  setCsrfToken('csrf-1')
})
afterEach(() => vi.unstubAllGlobals())

describe('the only fetch', () => {
  it('hands over the value of a good answer', async () => {
    answer({ items: [] }, 200)
    expect(await request('GET', '/cases')).toEqual({ ok: true, value: { items: [] }, status: 200 })
    expect(fetched.mock.lastCall?.[0]).toBe('/api/v1/cases')
  })

  it('takes an answer without content', async () => {
    answer(null, 204)
    expect(await request('DELETE', '/sessions/current')).toEqual({ ok: true, value: undefined, status: 204 })
  })

  it('keeps code, detail, field errors and extras of a problem', async () => {
    answer({ code: 'case_version_stale', title: '已被他人处理', detail: '请看最新情况', status: 409, current: { version: 3 } },
      409, 'application/problem+json')
    const result = await request('POST', '/cases/1/verify', { body: {} })
    expect(result).toMatchObject({ ok: false, problem: { code: 'case_version_stale', status: 409, current: { version: 3 } } })
  })

  it('never throws: no network is a problem with status 0', async () => {
    fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'))
    const result = await request('GET', '/me')
    expect(!result.ok && isOffline(result.problem)).toBe(true)
  })

  it('does not take a hotel’s login page for an answer', async () => {
    answer('<html>', 200, 'text/html')
    const result = await request('GET', '/me')
    expect(!result.ok && isOffline(result.problem)).toBe(true)
  })

  it('makes a problem of a failure without a body', async () => {
    fetched.mockResolvedValueOnce(new Response('<h1>502</h1>', { status: 502, headers: { 'Content-Type': 'text/html', 'Retry-After': '7' } }))
    expect(await request('GET', '/me')).toMatchObject({ ok: false, problem: { code: 'http_502', status: 502, retry_after: 7 } })
  })

  it('sends the CSRF token with changes only', async () => {
    answer({}, 200)
    await request('GET', '/me')
    expect(headers()).not.toHaveProperty('X-CSRF-Token')
    answer({}, 201)
    await request('POST', '/reports', { body: {} })
    expect(headers()['X-CSRF-Token']).toBe('csrf-1')
  })

  it('leaves cookie and token at home when the sender is a stranger', async () => {
    answer({}, 201)
    await request('POST', '/reports', { body: {}, anonymous: true })
    expect(headers()).not.toHaveProperty('X-CSRF-Token')
    expect(fetched.mock.lastCall?.[1].credentials).toBe('omit')
  })

  it('says when the session is over, but not for a stranger', async () => {
    const signedOut = vi.fn()
    whenSignedOut(signedOut)
    answer({}, 401)
    await request('GET', '/work')
    expect(signedOut).toHaveBeenCalledTimes(1)
    answer({}, 401)
    await request('PUT', '/reports/1/photos/a', { anonymous: true })
    expect(signedOut).toHaveBeenCalledTimes(1)
  })

  it('believes the server is there only if the server says so', async () => {
    answer({}, 200)
    expect(await serverAnswers()).toBe(true)
    answer({}, 503)
    expect(await serverAnswers()).toBe(false)
    fetched.mockRejectedValueOnce(new TypeError('offline'))
    expect(await serverAnswers()).toBe(false)
  })
})
