// How a JPEG lies, for the few browsers that do not turn it upright themselves. Loaded only there.

/** EXIF orientation of a JPEG: 1 to 8, 1 when there is none. Reads only the first segments. */
export function jpegOrientation(bytes: ArrayBuffer): number {
  const view = new DataView(bytes)
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return 1
  let at = 2
  while (at + 4 <= view.byteLength) {
    const marker = view.getUint16(at)
    const length = view.getUint16(at + 2)
    if (marker === 0xffe1) return exifOrientation(view, at + 4, length) ?? 1
    if (marker < 0xffc0 || marker === 0xffda || length < 2) return 1
    at += 2 + length
  }
  return 1
}

function exifOrientation(view: DataView, start: number, length: number): number | undefined {
  const end = Math.min(view.byteLength, start + length - 2)
  if (start + 14 > end || view.getUint32(start) !== 0x45786966) return undefined
  const tiff = start + 6
  const little = view.getUint16(tiff) === 0x4949
  const first = tiff + view.getUint32(tiff + 4, little)
  if (first + 2 > end) return undefined
  const entries = view.getUint16(first, little)
  for (let index = 0; index < entries; index += 1) {
    const entry = first + 2 + index * 12
    if (entry + 10 > end) return undefined
    if (view.getUint16(entry, little) !== 0x0112) continue
    const value = view.getUint16(entry + 8, little)
    return value >= 1 && value <= 8 ? value : undefined
  }
  return undefined
}

export type Matrix = [number, number, number, number, number, number]
export interface Turn { swapped: boolean; matrix: (width: number, height: number) => Matrix }

export function upright(orientation: number): Turn {
  return { swapped: orientation >= 5, matrix: (width, height) => uprightMatrix(orientation, width, height) }
}

/** Canvas matrix that turns a picture of drawn size w × h upright; 5 to 8 swap the sides. */
export function uprightMatrix(orientation: number, w: number, h: number): Matrix {
  switch (orientation) {
    case 2: return [-1, 0, 0, 1, w, 0]
    case 3: return [-1, 0, 0, -1, w, h]
    case 4: return [1, 0, 0, -1, 0, h]
    case 5: return [0, 1, 1, 0, 0, 0]
    case 6: return [0, 1, -1, 0, h, 0]
    case 7: return [0, -1, -1, 0, h, w]
    case 8: return [0, -1, 1, 0, 0, w]
    default: return [1, 0, 0, 1, 0, 0]
  }
}
