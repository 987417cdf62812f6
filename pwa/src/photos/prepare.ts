// A picked file becomes what travels: at most 1600 px, upright, JPEG, hashed. If the phone cannot draw it, the original goes.
import { sha256 } from './hash'
import type { Turn } from './orientation'
import { fitted } from './size'

export interface PreparedPhoto {
  sha256: string
  bytes: ArrayBuffer
  type: string
  /** What the file says; a claim, not a proof. */
  taken_at: string
  /** For an <img> on this page only. */
  url: string
}

export type PhotoProblem = 'not_image' | 'too_big'
export type PrepareResult = { ok: true; photo: PreparedPhoto } | { ok: false; reason: PhotoProblem }

const QUALITY = 0.82
/** The server takes no larger original; 40 MB from a 108-megapixel camera are scaled here as long as the phone can. */
const LARGEST_ORIGINAL = 15 * 1024 * 1024

export async function preparePhoto(file: File): Promise<PrepareResult> {
  const looksLikeImage = file.type.startsWith('image/') || /\.(jpe?g|png|webp|heic|heif)$/i.test(file.name)
  if (!looksLikeImage) return { ok: false, reason: 'not_image' }
  const scaled = await scale(file).catch(() => undefined)
  if (!scaled && file.size > LARGEST_ORIGINAL) return { ok: false, reason: 'too_big' }
  const bytes = scaled ?? await readBytes(file)
  if (!scaled && !isKnown(bytes)) return { ok: false, reason: 'not_image' }
  const type = scaled ? 'image/jpeg' : file.type || 'image/heic'
  const taken_at = new Date(file.lastModified || Date.now()).toISOString()
  return { ok: true, photo: { sha256: await sha256(bytes), bytes, type, taken_at, url: URL.createObjectURL(new Blob([bytes], { type })) } }
}

async function scale(file: File): Promise<ArrayBuffer | undefined> {
  const url = URL.createObjectURL(file)
  try {
    const image = await load(url)
    return await draw(image, browserTurns() ? undefined : await readTurn(file))
  } finally {
    URL.revokeObjectURL(url)
  }
}

function load(url: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const image = new Image()
    image.onload = () => resolve(image)
    image.onerror = () => reject(new Error('not decodable'))
    image.src = url
  })
}

/** Chrome before 81 draws a photo as the sensor saw it; all others turn it upright themselves and never load this. */
async function readTurn(file: File): Promise<Turn> {
  const { jpegOrientation, upright } = await import('./orientation')
  return upright(jpegOrientation(await readBytes(file.slice(0, 131_072))))
}

function browserTurns(): boolean {
  return CSS.supports('image-orientation', 'from-image')
}

async function draw(image: HTMLImageElement, turn: Turn | undefined): Promise<ArrayBuffer | undefined> {
  const { width, height } = fitted(image.naturalWidth, image.naturalHeight)
  const canvas = document.createElement('canvas')
  canvas.width = turn?.swapped ? height : width
  canvas.height = turn?.swapped ? width : height
  const pen = canvas.getContext('2d')
  if (!pen) return undefined
  if (turn) pen.transform(...turn.matrix(width, height))
  pen.drawImage(image, 0, 0, width, height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
  canvas.width = canvas.height = 0
  // Safari answers "data:," or nothing when the picture was too large for its canvas.
  return blob && blob.size > 1_000 ? readBytes(blob) : undefined
}

/** Blob.arrayBuffer came with iOS 14. */
function readBytes(blob: Blob): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as ArrayBuffer)
    reader.onerror = () => reject(reader.error)
    reader.readAsArrayBuffer(blob)
  })
}

/** First bytes of JPEG, PNG, WebP, HEIC: a text named .jpg is told so here, before anything is written. */
function isKnown(bytes: ArrayBuffer): boolean {
  const head = String.fromCharCode(...new Uint8Array(bytes.slice(0, 12)))
  return /^(\xff\xd8\xff|\x89PNG|RIFF[^]{4}WEBP|[^]{4}ftyp(hei|mif1|msf1|hev))/.test(head)
}
