import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'

import { addTexts, loadTexts, named, t, type Catalogue } from '../../src/i18n'
import appEnglish from '../../src/i18n/app.en'
import appChinese from '../../src/i18n/app.zh'
import { ago, dateTime } from '../../src/i18n/dates'
import pickupEnglish from '../../src/i18n/pickup.en'
import pickupChinese from '../../src/i18n/pickup.zh'
import publicEnglish from '../../src/i18n/public.en'
import publicChinese from '../../src/i18n/public.zh'

const SOURCE = join(import.meta.dirname, '../../src')
const names = (text: string) => Array.from(text.matchAll(/\{(\w+)\}/g), ([name]) => name).sort()

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? sources(path) : [path]
  })
}

beforeAll(() => addTexts(publicChinese))

describe('texts', () => {
  it.each([['public', publicChinese, publicEnglish], ['pickup', pickupChinese, pickupEnglish], ['app', appChinese, appEnglish]])(
    'of the %s entry exist in both languages and ask for the same values', (_entry, chinese, english) => {
      expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort())
      for (const [key, text] of Object.entries(chinese)) expect([key, names((english as Catalogue)[key] ?? '')]).toEqual([key, names(text)])
    })

  it('stand in the catalogues and nowhere else', () => {
    const hanzi = /[\u4e00-\u9fff]/
    const code = sources(SOURCE).filter((path) => /\.tsx?$/.test(path) && !path.includes('/i18n/') && !path.endsWith('schema.d.ts'))
    // Comments may name things; a language names itself in its own words.
    const aside = /\/\/.*|\/\*[^]*?\*\/|'中文'/g
    const guilty = code.filter((path) => hanzi.test(readFileSync(path, 'utf8').replace(aside, '')))
    expect(guilty).toEqual([])
  })

  it('are filled in, and an unknown key shows itself', () => {
    expect(t('outbox.waiting', { n: 2 })).toBe('未上传 2 条')
    expect(t('no.such.key')).toBe('no.such.key')
  })

  it('of the server stay in Chinese, and are said in English where the catalogue knows the key', async () => {
    addTexts({ 'action.verify': '验收通过' })
    expect(named('action.verify', '现场验收通过')).toBe('现场验收通过')
    history.replaceState(null, '', '/?lang=en')
    await loadTexts(publicChinese, async () => ({ 'action.verify': 'Verified' }))
    expect(named('action.verify', '现场验收通过')).toBe('Verified')
    expect(named('action.unheard_of', '转办')).toBe('转办')
  })
})

describe('times', () => {
  it('are Shanghai times on every phone, with the year only when it is another', () => {
    const now = new Date('2026-11-22T08:00:00Z')
    expect(dateTime('2026-11-21T16:05:00Z', now)).toBe('11月22日 00:05')
    expect(dateTime('2025-12-31T15:59:00Z', now)).toBe('2025年12月31日 23:59')
  })

  it('are said as one says them', () => {
    const now = Date.parse('2026-11-22T08:00:00Z')
    expect(['2026-11-22T07:59:30Z', '2026-11-22T07:20:00Z', '2026-11-22T03:00:00Z', '2026-11-20T07:00:00Z', '2026-11-01T07:00:00Z']
      .map((at) => ago(at, now))).toEqual(['刚刚', '40 分钟前', '5 小时前', '2 天前', '11月1日'])
  })
})
