import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import chinese from '../../src/i18n/public.zh'

const TAXONOMY = {
  tiles: [
    { key: 'traffic', label: '交通与停车', hint: '', person_related: false },
    { key: 'person', label: '涉及学生个人', hint: '', person_related: true },
  ],
  referral_phones: [{ label: '紧急情况', tel: '110' }, { label: '热线', tel: '12355' }],
}

let posted: Record<string, unknown>[]
let online: boolean

function server(url: string, init: RequestInit): Promise<Response> {
  if (!online) return Promise.reject(new TypeError('offline'))
  const json = (body: object, status = 200) =>
    Promise.resolve(new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } }))
  if (!url.endsWith('/reports')) return json({ items: [] })
  const body = JSON.parse(String(init.body)) as Record<string, unknown>
  posted.push(body)
  return json({ id: body.id, photos_missing: [], upload_token: 't', pickup_code: '7HK2M9QW' }, 201)
}

/** A page as the backend writes it, with a fresh copy of the script. */
async function openPage(): Promise<void> {
  vi.resetModules()
  const { addTexts } = await import('../../src/i18n')
  addTexts(chinese)
  document.body.innerHTML = `<main><div data-page="place" data-code="7KD5RSDVWE0KTYP5" data-title="示范一小·东门">
    <a id="report-link" href="/c/7KD5RSDVWE0KTYP5?report=1#report">上报隐患</a></div></main>`
  const page = document.querySelector<HTMLElement>('[data-page]')!
  page.dataset.taxonomy = JSON.stringify(TAXONOMY)
  history.replaceState(null, '', '/c/7KD5RSDVWE0KTYP5')
  const { mountReport } = await import('../../src/rooms/report/mount')
  mountReport(page)
}

const pressable = () => Array.from(document.querySelectorAll<HTMLElement>('button, a'))
const sees = (text: string) => vi.waitFor(() => expect(document.body.textContent).toContain(text))

async function tap(text: string): Promise<void> {
  const find = () => pressable().find((each) => each.textContent?.includes(text) && !each.closest('[hidden]'))
  await vi.waitFor(() => expect(find(), text).toBeDefined())
  find()!.click()
}

async function write(text: string): Promise<void> {
  await vi.waitFor(() => expect(document.querySelector('textarea')).not.toBeNull())
  const area = document.querySelector('textarea')!
  area.value = text
  area.dispatchEvent(new Event('input', { bubbles: true }))
}

beforeEach(() => {
  indexedDB = new IDBFactory()
  posted = []
  online = true
  vi.stubGlobal('fetch', server)
  vi.stubGlobal('scrollTo', () => undefined)
})

describe('a passer-by reports', () => {
  it('in four taps from the page to the pickup code', async () => {
    await openPage()
    for (const text of ['上报隐患', '没有，上报隐患', '交通与停车']) await tap(text)
    await write('路口被车堵死了')
    await tap('提交上报')
    await sees('7HK2M9QW')
    expect(posted).toHaveLength(1)
    expect(posted[0]).toMatchObject({ code: '7KD5RSDVWE0KTYP5', tile: 'traffic', danger: false, note: '路口被车堵死了' })
  })

  it('and is sent to 110 first when there is danger', async () => {
    await openPage()
    await tap('上报隐患')
    await tap('有，正在发生')
    await vi.waitFor(() => expect(document.querySelector('.step a[href="tel:110"]')).not.toBeNull())
    expect(document.querySelector('textarea')).toBeNull()
    await tap('已打过，继续上报')
    await tap('交通与停车')
    await write('有人打架')
    await tap('提交上报')
    await sees('7HK2M9QW')
    expect(posted[0]).toMatchObject({ danger: true })
  })

  it('and finds telephones but no field for a matter about a pupil', async () => {
    await openPage()
    for (const text of ['上报隐患', '没有，上报隐患', '涉及学生个人']) await tap(text)
    await vi.waitFor(() => expect(document.querySelector('a[href="tel:12355"]')).not.toBeNull())
    expect(document.querySelectorAll('.step textarea, .step input')).toHaveLength(0)
  })

  it('and finds again what was typed when the page was closed half way', async () => {
    await openPage()
    for (const text of ['上报隐患', '没有，上报隐患', '交通与停车']) await tap(text)
    await write('围栏松了')
    await new Promise((resolve) => setTimeout(resolve, 50))
    await openPage()
    await tap('上报隐患')
    await sees('已恢复')
    expect(document.querySelector('textarea')?.value).toBe('围栏松了')
  })

  it('without a network, loses nothing, and gets the code when the network is back', async () => {
    await openPage()
    for (const text of ['上报隐患', '没有，上报隐患', '交通与停车']) await tap(text)
    await write('围栏松了')
    online = false
    await tap('提交上报')
    await sees('已存在这部手机里')
    online = true
    await tap('重新上传')
    await sees('7HK2M9QW')
    expect(posted).toHaveLength(1)
    expect(posted[0]).toMatchObject({ note: '围栏松了', attempt: 2 })
  })
})
