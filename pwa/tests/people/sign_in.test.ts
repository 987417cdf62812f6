import { describe, expect, it } from 'vitest'

import { addTexts } from '../../src/i18n'
import { csvOf } from '../../src/rooms/imports/FirstPasswords'
import { checkNewPassword } from '../../src/rooms/people/new_password'
import { safeNext, whatToDo } from '../../src/rooms/people/SignInScreen'

const problem = { code: 'too_many_attempts', title: '', detail: '稍后再试', status: 429 }

describe('signing in', () => {
  it('goes on only to a staff screen', () => {
    expect(safeNext('/app/cases/123?x=1')).toBe('/app/cases/123?x=1')
    for (const bad of [null, '', 'https://evil.example', '//evil.example', '/app.evil', '/application', '/app/sign-in?next=/app', '/app\\evil']) {
      expect(safeNext(bad)).toBe('/app')
    }
  })

  it('says how many minutes to wait', () => {
    addTexts({ 'sign_in.wait': '{n} 分钟' })
    expect(whatToDo({ ...problem, retry_after: 61 })).toBe('2 分钟')
    expect(whatToDo({ ...problem, retry_after: 5 })).toBe('1 分钟')
    expect(whatToDo(problem)).toBe('稍后再试')
  })

  it('asks for a long, new password, twice the same', () => {
    expect(checkNewPassword({ current: 'old', next: '短', again: '短' })).toEqual({ next: 'password.too_short' })
    expect(checkNewPassword({ current: 'a-long-enough-one', next: 'a-long-enough-one', again: 'a-long-enough-one' })).toEqual({ next: 'password.same' })
    expect(checkNewPassword({ current: 'old', next: 'a-long-enough-one', again: 'another' })).toEqual({ again: 'password.differs' })
    expect(checkNewPassword({ next: '校门口的银杏叶子黄了', again: '校门口的银杏叶子黄了' })).toEqual({})
  })

  it('hands out first passwords in a file that a spreadsheet cannot run', () => {
    const text = csvOf([{ row: 2, identifier: '1000', display_name: '=HYPERLINK("x")', password: 'a"b' }])
    expect(text.startsWith('\ufeff')).toBe(true)
    expect(text).toContain(`"'=HYPERLINK(""x"")","1000","a""b"`)
  })
})
