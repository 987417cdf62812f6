import { describe, expect, it } from 'vitest'

import { between, byKey, fitted, fresh, moved, resized } from '../../src/rooms/rectifications/redaction/boxes'

const PICTURE = { width: 1000, height: 500 }
const BOX = { x: 100, y: 100, width: 200, height: 100 }

describe('a box over a picture', () => {
  it('is the one between two corners, in whichever direction it was drawn', () => {
    const same = { x: 10, y: 20, width: 90, height: 30 }
    expect(between({ x: 10, y: 20 }, { x: 100, y: 50 }, PICTURE)).toEqual(same)
    expect(between({ x: 100, y: 50 }, { x: 10, y: 20 }, PICTURE)).toEqual(same)
  })

  it('never leaves the picture', () => {
    expect(between({ x: -50, y: -50 }, { x: 2000, y: 900 }, PICTURE)).toEqual({ x: 0, y: 0, width: 1000, height: 500 })
    expect(moved(BOX, { x: 5000, y: -5000 }, PICTURE)).toEqual({ ...BOX, x: 800, y: 0 })
    expect(resized(BOX, { x: 5000, y: 5000 }, PICTURE)).toEqual({ ...BOX, width: 900, height: 400 })
    expect(fitted({ x: -3.4, y: 490, width: 100.6, height: 100 }, PICTURE)).toEqual({ x: 0, y: 400, width: 101, height: 100 })
  })

  it('never shrinks to nothing', () => {
    expect(resized(BOX, { x: -900, y: -900 }, PICTURE)).toEqual({ ...BOX, width: 10, height: 10 })
  })

  it('begins in the middle', () => {
    expect(fresh(PICTURE)).toEqual({ x: 438, y: 188, width: 125, height: 125 })
  })

  it('moves by arrow keys, changes its size with Shift, and leaves other keys alone', () => {
    expect(byKey(BOX, 'ArrowRight', false, PICTURE)).toEqual({ ...BOX, x: 110 })
    expect(byKey(BOX, 'ArrowUp', true, PICTURE)).toEqual({ ...BOX, height: 90 })
    expect(byKey(BOX, 'Enter', false, PICTURE)).toBeUndefined()
  })
})
