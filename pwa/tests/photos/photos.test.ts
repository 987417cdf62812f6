import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'

import { jpegOrientation, uprightMatrix } from '../../src/photos/orientation'
import { preparePhoto } from '../../src/photos/prepare'
import { sha256Plain } from '../../src/photos/sha256_plain'
import { fitted } from '../../src/photos/size'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** The smallest JPEG head that says how the picture lies. */
function jpeg(orientation: number, little = false): ArrayBuffer {
  const tiff = new DataView(new ArrayBuffer(22))
  tiff.setUint16(0, little ? 0x4949 : 0x4d4d)
  tiff.setUint16(2, 42, little)
  tiff.setUint32(4, 8, little)
  tiff.setUint16(8, 1, little)
  tiff.setUint16(10, 0x0112, little)
  tiff.setUint16(12, 3, little)
  tiff.setUint32(14, 1, little)
  tiff.setUint16(18, orientation, little)
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, ...new Uint8Array(tiff.buffer)]
  const head = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xe1, 0, exif.length + 2, ...exif, 0xff, 0xda, 0, 2]
  return Uint8Array.from(head).buffer
}

/** Where the matrix puts the corner (x, y). */
function moved(orientation: number, w: number, h: number, x: number, y: number): [number, number] {
  const [a, b, c, d, e, f] = uprightMatrix(orientation, w, h)
  return [a * x + c * y + e, b * x + d * y + f]
}

/** A browser that cannot decode what it is given. */
class BlindImage {
  onerror = (): void => undefined
  set src(_url: string) {
    this.onerror()
  }
}

afterEach(() => vi.unstubAllGlobals())

describe('a photo on its way', () => {
  it('has a longest side of 1600 px and is never enlarged', () => {
    expect(fitted(4000, 3000)).toEqual({ width: 1600, height: 1200 })
    expect(fitted(3000, 12000)).toEqual({ width: 400, height: 1600 })
    expect(fitted(640, 480)).toEqual({ width: 640, height: 480 })
    expect(fitted(20000, 2)).toEqual({ width: 1600, height: 1 })
  })

  it('tells how it lies, whatever the byte order', () => {
    for (const turn of [1, 2, 3, 4, 5, 6, 7, 8]) {
      expect(jpegOrientation(jpeg(turn))).toBe(turn)
      expect(jpegOrientation(jpeg(turn, true))).toBe(turn)
    }
  })

  it('lies upright when it does not say, or says nonsense', () => {
    expect(jpegOrientation(new ArrayBuffer(0))).toBe(1)
    expect(jpegOrientation(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 1, 2]).buffer)).toBe(1)
    expect(jpegOrientation(jpeg(77))).toBe(1)
    expect(jpegOrientation(jpeg(6).slice(0, 30))).toBe(1)
  })

  it('keeps every corner on the canvas however it is turned', () => {
    for (const turn of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const [width, height] = turn >= 5 ? [30, 40] : [40, 30]
      for (const [x, y] of [[0, 0], [40, 0], [0, 30], [40, 30]] as const) {
        const [to, down] = moved(turn, 40, 30, x, y)
        expect([0, width]).toContain(to)
        expect([0, height]).toContain(down)
      }
    }
    // Turned by a quarter to the right: what was on the left edge is now on top.
    expect(moved(6, 40, 30, 0, 30)).toEqual([0, 0])
  })

  it('is hashed the same with and without HTTPS', () => {
    for (const length of [0, 1, 55, 56, 63, 64, 65, 1000]) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 7) % 256)
      expect(hex(sha256Plain(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'))
    }
  })

  it('is refused on the phone when it is a text with the name of a photo', async () => {
    vi.stubGlobal('Image', BlindImage)
    const file = new File(['I am not a photo'], 'photo.jpg', { type: 'image/jpeg' })
    expect(await preparePhoto(file)).toEqual({ ok: false, reason: 'not_image' })
    expect(await preparePhoto(new File(['x'], 'notes.txt', { type: 'text/plain' }))).toEqual({ ok: false, reason: 'not_image' })
  })

  it('goes as it is when the phone cannot draw it, a HEIC for example', async () => {
    vi.stubGlobal('Image', BlindImage)
    const heic = Uint8Array.from([0, 0, 0, 24, ...Buffer.from('ftypheic'), 0, 0, 0, 0, 1, 2, 3])
    const result = await preparePhoto(new File([heic], 'IMG_1.HEIC', { type: 'image/heic', lastModified: 0x19_0000_0000 }))
    expect(result.ok && [result.photo.type, result.photo.bytes.byteLength, result.photo.sha256])
      .toEqual(['image/heic', heic.length, createHash('sha256').update(heic).digest('hex')])
  })

  it('is refused with advice when it can neither be drawn nor sent whole', async () => {
    vi.stubGlobal('Image', BlindImage)
    const huge = new File([new Uint8Array(40 * 1024 * 1024)], 'huge.jpg', { type: 'image/jpeg' })
    expect(await preparePhoto(huge)).toEqual({ ok: false, reason: 'too_big' })
  })
})
