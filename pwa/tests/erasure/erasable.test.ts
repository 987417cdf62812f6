import { expect, it } from 'vitest'

import type { CaseDetail } from '../../src/api/cases'
import { erasable } from '../../src/rooms/erasure/AskForm'

const photo = (id: string) => ({ id, url: '', url_small: '', missing: false })
const step = (id: string, action: string, more: object = {}) => ({ id, action, withdrawn: false, photos: [], ...more })

it('offers what still has words, every photo once, and neither tombstones nor links between chains', () => {
  const item = {
    photos_before: [photo('p1')],
    photos_after: [photo('p2')],
    timeline: [
      step('e1', 'report', { photos: [photo('p1')] }),
      step('e2', 'assign', { withdrawn: true }),
      step('e3', 'submit', { photos: [photo('p2')] }),
      step('e4', 'erase'),
      step('e5', 'school_joined'),
    ],
  } as unknown as CaseDetail
  const { entries, photos } = erasable(item)
  expect(entries.map(({ id }) => id)).toEqual(['e1', 'e3'])
  expect(photos.map(({ id }) => id)).toEqual(['p1', 'p2'])
})
