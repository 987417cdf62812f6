import { describe, expect, it } from 'vitest'

import type { CaseDetail, CasePhoto, LedgerEntry } from '../../src/api/cases'
import { worthTelling } from '../../src/rooms/rectifications/CaseTimeline'

const photo = (id: string) => ({ id }) as CasePhoto
const entry = (seq: number, action: string, photos: CasePhoto[] = []) => ({ seq, action, photos }) as LedgerEntry
const told = (timeline: LedgerEntry[], before: CasePhoto[] = []) =>
  worthTelling({ timeline, photos_before: before, photos_after: [] as CasePhoto[] } as CaseDetail).map(({ seq }) => seq)

describe('that a photo arrived', () => {
  it('is left out where the photo is shown', () => {
    expect(told([entry(1, 'report', [photo('a')]), entry(2, 'photo_received'), entry(3, 'assign')])).toEqual([1, 3])
    expect(told([entry(1, 'report'), entry(2, 'photo_received', [photo('a')])], [photo('a')])).toEqual([1])
  })

  it('stays where nothing else shows it', () => {
    expect(told([entry(1, 'report'), entry(2, 'photo_received', [photo('a')])])).toEqual([1, 2])
  })
})
