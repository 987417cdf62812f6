// Boxes over a picture, in pixels of the picture as people see it: drawn, moved, made larger, never outside. Pure.
import type { Shapes } from '../../../api/types'

export type Box = Shapes['CoverBox']
export interface Size { width: number; height: number }
export interface Point { x: number; y: number }

const FIRST_SHARE = 4
const LEAST_SHARE = 50

/** The smallest box worth drawing: a slip of the finger is none. */
export const least = ({ width, height }: Size): number => Math.max(1, Math.round(Math.min(width, height) / LEAST_SHARE))

/** How far one press of an arrow key goes. */
export const step = ({ width, height }: Size): number => Math.max(1, Math.round(Math.max(width, height) / 100))

const within = (value: number, low: number, high: number) => Math.round(Math.min(Math.max(value, low), Math.max(low, high)))

/** Whole pixels, inside the picture, not smaller than the least. */
export function fitted(box: Box, picture: Size): Box {
  const width = within(box.width, least(picture), picture.width)
  const height = within(box.height, least(picture), picture.height)
  return { x: within(box.x, 0, picture.width - width), y: within(box.y, 0, picture.height - height), width, height }
}

/** The box that a finger draws from one corner to the other. */
export function between(from: Point, to: Point, picture: Size): Box {
  const left = within(Math.min(from.x, to.x), 0, picture.width)
  const top = within(Math.min(from.y, to.y), 0, picture.height)
  const right = within(Math.max(from.x, to.x), 0, picture.width)
  const bottom = within(Math.max(from.y, to.y), 0, picture.height)
  return { x: left, y: top, width: right - left, height: bottom - top }
}

export const moved = (box: Box, by: Point, picture: Size): Box => fitted({ ...box, x: box.x + by.x, y: box.y + by.y }, picture)

/** Grows to the right and downwards, up to the edge. */
export function resized(box: Box, by: Point, picture: Size): Box {
  const width = within(box.width + by.x, least(picture), picture.width - box.x)
  const height = within(box.height + by.y, least(picture), picture.height - box.y)
  return { ...box, width, height }
}

/** A box in the middle, to be moved where it belongs. */
export function fresh(picture: Size): Box {
  const side = Math.round(Math.min(picture.width, picture.height) / FIRST_SHARE)
  return fitted({ x: (picture.width - side) / 2, y: (picture.height - side) / 2, width: side, height: side }, picture)
}

const ARROWS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

/** What a key does to a box: arrows move it, with Shift they change its size; undefined for any other key. */
export function byKey(box: Box, key: string, shift: boolean, picture: Size): Box | undefined {
  const way = ARROWS[key]
  if (!way) return undefined
  const by = { x: way[0] * step(picture), y: way[1] * step(picture) }
  return shift ? resized(box, by, picture) : moved(box, by, picture)
}
