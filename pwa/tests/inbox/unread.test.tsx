import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { Bell } from '../../src/rooms/inbox/Bell'
import { setUnread } from '../../src/rooms/inbox/unread'

let left = 3
const asked = vi.fn()
const body = () => document.body.querySelector('.bell b')?.textContent ?? ''

const pass = (ms: number) => act(async () => { await vi.advanceTimersByTimeAsync(ms) })

async function hang(): Promise<void> {
  act(() => render(<Bell />, document.body))
  await pass(10)
}

beforeEach(() => {
  left = 3
  asked.mockClear()
  vi.useFakeTimers()
  vi.stubGlobal('fetch', async (address: string) => {
    asked(address)
    return new Response(JSON.stringify({ unread: left }), { headers: { 'Content-Type': 'application/json' } })
  })
})

afterEach(() => {
  act(() => render(null, document.body))
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the bell', () => {
  it('asks once when it is hung up and shows the number', async () => {
    await hang()
    expect(asked.mock.calls).toEqual([['/api/v1/inbox/unread']])
    expect(body()).toMatch(/3$/)
  })

  it('asks again no sooner than after a minute', async () => {
    await hang()
    await pass(60_000)
    expect(asked).toHaveBeenCalledTimes(1)
    await pass(31_000)
    expect(asked).toHaveBeenCalledTimes(2)
  })

  it('asks when the page comes back into view, and not while it is hidden', async () => {
    await hang()
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    await pass(600_000)
    expect(asked).toHaveBeenCalledTimes(1)
    hidden.mockReturnValue(false)
    left = 5
    await act(async () => {
      document.dispatchEvent(new Event('visibilitychange'))
      await vi.advanceTimersByTimeAsync(10)
    })
    expect(body()).toMatch(/5$/)
    hidden.mockRestore()
  })

  it('takes the number that an answer of the inbox tells', async () => {
    await hang()
    act(() => setUnread(0))
    expect(body()).toBe('')
  })

  it('does not show the last person’s number to the next', async () => {
    await hang()
    act(() => render(null, document.body))
    vi.stubGlobal('fetch', () => new Promise(() => undefined))
    await hang()
    expect(body()).toBe('')
  })
})
