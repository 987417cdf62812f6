import { beforeEach, describe, expect, it, vi } from 'vitest'

import { addTexts } from '../src/i18n'
import { followHeading } from '../src/rooms/follow_heading'

addTexts({ 'app.name': '校安码' })
const show = (html: string) => { document.body.querySelector('main')!.innerHTML = html }
const title = (text: string) => vi.waitFor(() => expect(document.title).toBe(text))

describe('the heading of a screen', () => {
  let stop = () => {}
  beforeEach(() => {
    stop()
    document.body.innerHTML = '<main><h1>登录</h1></main>'
    stop = followHeading(document.querySelector('main')!, { heard: true })
  })

  it('names the window, and is heard when a new one comes', async () => {
    expect([document.title, document.activeElement?.tagName]).toEqual(['登录·校安码', 'BODY'])
    show('<h1>隐患台账</h1><input>')
    await title('隐患台账·校安码')
    expect(document.activeElement?.textContent).toBe('隐患台账')
  })

  it('takes the focus from nobody who types on the same screen', async () => {
    show('<h1>隐患台账</h1><input>')
    await title('隐患台账·校安码')
    document.querySelector('input')!.focus()
    document.querySelector('h1')!.textContent = '台账'
    await title('台账·校安码')
    expect(document.activeElement?.tagName).toBe('INPUT')
  })

  it('is what went wrong where the screen did not come', async () => {
    show('<div class="state" role="alert"><h2>网络不通</h2></div>')
    await title('网络不通·校安码')
  })
})
