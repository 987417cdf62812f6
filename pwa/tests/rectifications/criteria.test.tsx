import { render } from 'preact'
import { act } from 'preact/test-utils'
import { beforeAll, describe, expect, it } from 'vitest'

import { addTexts } from '../../src/i18n'
import chinese from '../../src/i18n/app.zh'
import { CriteriaPicker } from '../../src/rooms/rectifications/moves/CriteriaPicker'

const CRITERIA = {
  version: '2025', title: '重大隐患判定清单', source: '', clauses: [
    { no: '消防-8', article: '第六条第（二）项', text: '安全出口锁闭', fits: true },
    { no: '校舍-1', article: '第五条第（一）项', text: '危房仍在使用', fits: false },
  ],
}

function picker(criteria: typeof CRITERIA | undefined, value = '') {
  const said: string[] = []
  const box = document.body.appendChild(document.createElement('div'))
  act(() => render(<CriteriaPicker label="判定依据" criteria={criteria} value={value} onValue={(each) => said.push(each)} />, box))
  return { box, said, press: (selector: string, at = 0) => act(() => box.querySelectorAll<HTMLElement>(selector)[at]?.click()) }
}

beforeAll(() => addTexts(chinese))

describe('the clause that makes a hazard a major one', () => {
  it('is ticked among those about this kind; the others are one press away', () => {
    const { box, said, press } = picker(CRITERIA)
    expect(box.textContent).toContain('安全出口锁闭')
    expect(box.textContent).not.toContain('危房仍在使用')
    press('input[type=radio]')
    expect(said).toEqual(['消防-8'])
    press('button')
    expect(box.textContent).toContain('危房仍在使用')
  })

  it('is written where the list does not have it', () => {
    const { box, said, press } = picker(CRITERIA)
    press('input[type=radio]', 1)
    expect(said).toEqual([''])
    expect(box.querySelector('input.input')).not.toBeNull()
  })

  it('comes back as it was written', () => {
    expect(picker(CRITERIA, '县清单第 3 条').box.querySelector<HTMLInputElement>('input.input')?.value).toBe('县清单第 3 条')
  })

  it('is written where there is no list', () => {
    expect(picker(undefined).box.querySelectorAll('input[type=radio]').length).toBe(0)
  })
})
