import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

import staff from '../../src/i18n/app.zh'
import pickup from '../../src/i18n/pickup.zh'
import passerBy from '../../src/i18n/public.zh'

const SOURCE = join(import.meta.dirname, '../../src')
/** Each entry's own screens, and the parts of the passer-by's form that the staff's form borrows. */
const ONLY_PUBLIC = /^rooms\/(report|pickup|start)\/|^rooms\/outbox\/SentNote|^public\.tsx$/
const BORROWED = /^rooms\/report\/(Nearby|NearbyList|PositionField)\.tsx$/
const ONLY_STAFF = /^rooms\/(?!report|pickup|start|outbox)/

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? sources(path) : [path]
  })
}

/** The keys that a file asks for literally; those put together from parts are looked at in the screens themselves. */
function keysIn(path: string): string[] {
  return Array.from(readFileSync(path, 'utf8').matchAll(/\bt\('([\w.]+)'/g), ([, key]) => key ?? '')
}

const files = sources(SOURCE).filter((path) => /\.tsx?$/.test(path) && !path.includes('/i18n/'))
const lacking = (catalogue: Record<string, string>, wanted: (name: string) => boolean) =>
  files.filter((path) => wanted(relative(SOURCE, path))).flatMap(keysIn).filter((key) => !(key in catalogue))

describe('every text that is asked for exists', () => {
  it('on the staff screens', () => {
    expect(lacking(staff, (name) => BORROWED.test(name) || !ONLY_PUBLIC.test(name))).toEqual([])
  })

  it('on the pages of a passer-by', () => {
    expect(lacking({ ...passerBy, ...pickup }, (name) => !ONLY_STAFF.test(name))).toEqual([])
  })
})
