import { beforeAll, describe, expect, it } from 'vitest'

import { addTexts } from '../../src/i18n'
import chinese from '../../src/i18n/app.zh'
import { chosen } from '../../src/rooms/rectifications/desk/chosen'
import { meant } from '../../src/rooms/rectifications/desk/keys'
import { NO_FILTERS } from '../../src/rooms/rectifications/filters'

beforeAll(() => addTexts(chinese))

function within(html: string): Element {
  document.body.innerHTML = html
  return document.querySelector('.here') as Element
}

describe('keys of the ledger', () => {
  it('move, open, close, search and help from the list', () => {
    const row = within('<table><tr class="here"></tr></table>')
    const said = ['j', 'ArrowDown', 'k', 'ArrowUp', 'Enter', 'Escape', '/', '?', 'x'].map((key) => meant(key, row, true))
    expect(said).toEqual(['next', 'next', 'previous', 'previous', 'enter', 'escape', 'search', 'help', undefined])
  })

  it('are letters while somebody writes', () => {
    for (const key of ['j', 'Enter', '/', 'Escape']) expect(meant(key, within('<input class="here">'), true)).toBeUndefined()
  })

  it('leave Enter to the button that has the focus, and the arrows to a case that is being read', () => {
    expect(meant('Enter', within('<button class="here"></button>'), true)).toBeUndefined()
    expect(meant('ArrowDown', within('<aside class="drawer"><p class="here"></p></aside>'), true)).toBeUndefined()
    expect(meant('j', within('<aside class="drawer"><p class="here"></p></aside>'), true)).toBe('next')
  })

  it('need no single letters for those who have switched them off', () => {
    const row = within('<table><tr class="here"></tr></table>')
    expect(['j', 'k', '/', '?'].map((key) => meant(key, row, false))).toEqual([undefined, undefined, undefined, undefined])
    expect(meant('ArrowDown', row, false)).toBe('next')
  })
})

describe('what is chosen', () => {
  it('is said in words, each with what takes it away', () => {
    const filters = { ...NO_FILTERS, unit: 'u', unitName: '市场监管局', dueTo: '2026-11-29', flags: ['whistle', 'frozen'] }
    expect(chosen(filters)).toEqual([
      { label: '市场监管局', without: { unit: '' } },
      { label: '期限 2026-11-29 前（含）', without: { dueFrom: '', dueTo: '' } },
      { label: '吹哨', without: { flags: ['frozen'] } },
      { label: '依法冻结', without: { flags: ['whistle'] } },
    ])
  })

  it('is nothing where nothing is', () => {
    expect(chosen(NO_FILTERS)).toEqual([])
  })
})
