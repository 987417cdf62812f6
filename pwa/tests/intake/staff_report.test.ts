import { describe, expect, it } from 'vitest'

import type { Category } from '../../src/api/types'
import { checkReport, emptyReport, reportBody, type StaffReport } from '../../src/rooms/intake/staff_report'

const AT = new Date('2026-11-22T04:00:00Z')
const report = (more: Partial<StaffReport> = {}): StaffReport => ({ ...emptyReport('id-1', ''), tile: 'traffic', note: '车堵住东门', ...more })
const category = (photo: Category['photo']) => ({ code: 'TRF01', photo }) as Category
const photo = { sha256: 'ab', taken_at: AT.toISOString(), bytes: new ArrayBuffer(1), type: 'image/jpeg', url: 'blob:x' }

describe('a staff report', () => {
  it('needs a code or a school', () => {
    expect(checkReport(report(), 0, undefined)).toEqual({ school: 'need.school' })
    expect(checkReport(report({ code: 'X' }), 0, undefined)).toEqual({})
    expect(checkReport(report({ school_id: 's' }), 0, undefined)).toEqual({})
  })

  it('needs five characters or a photo', () => {
    expect(checkReport(report({ code: 'X', note: '堵车' }), 0, undefined)).toEqual({ note: 'need.note_or_photo' })
    expect(checkReport(report({ code: 'X', note: '' }), 1, undefined)).toEqual({})
  })

  it('needs a photo where the category wants one, and a category where one takes it oneself', () => {
    expect(checkReport(report({ code: 'X' }), 0, category('required'))).toEqual({ photo: 'need.photo_category' })
    expect(checkReport(report({ code: 'X', self_assign: true }), 0, undefined)).toEqual({ category: 'need.category_own' })
  })

  it('says where by code, by point, or by words near a school', () => {
    expect(reportBody(report({ code: 'X' }), [], AT, '学校附近')).toMatchObject({ code: 'X' })
    expect(reportBody(report({ school_id: 's', point: 'p1', place_text: '门内' }), [], AT, '学校附近'))
      .toMatchObject({ checkpoint_id: 'p1', place_text: '门内' })
    expect(reportBody(report({ school_id: 's' }), [], AT, '学校附近')).toMatchObject({ school_id: 's', place_text: '学校附近' })
  })

  it('leaves out what is empty and lists photos by hash', () => {
    const body = reportBody(report({ code: 'X', note: ' ' }), [photo], AT, '')
    expect(body.photos).toEqual([{ sha256: 'ab', taken_at: photo.taken_at }])
    for (const name of ['note', 'category', 'position', 'joins_case_id', 'self_assign']) expect(body).not.toHaveProperty(name)
  })
})
