// The picture with its boxes: a finger or mouse draws, moves and resizes them; so do Tab, the arrow keys and Delete.
import { useRef, useState } from 'preact/hooks'

import { t } from '../../../i18n'
import { between, byKey, fitted, least, moved, resized, type Box, type Point, type Size } from './boxes'

interface Drag { kind: 'draw' | 'move' | 'size'; from: Point; before: Box | undefined; index: number }

export function Stage({ url, picture, boxes, chosen, onBoxes, onChoose }: {
  url: string; picture: Size; boxes: readonly Box[]; chosen: number | undefined
  onBoxes: (boxes: Box[]) => void; onChoose: (index: number | undefined) => void
}) {
  const stage = useRef<HTMLDivElement>(null)
  const drag = useRef<Drag | undefined>(undefined)
  const [drawn, setDrawn] = useState<Box>()

  const pointOf = ({ clientX, clientY }: PointerEvent): Point => {
    const { left, top, width, height } = stage.current!.getBoundingClientRect()
    return { x: (clientX - left) / width * picture.width, y: (clientY - top) / height * picture.height }
  }
  const put = (index: number, box: Box) => onBoxes(boxes.map((each, at) => (at === index ? box : each)))
  const grab = (kind: Drag['kind'], index: number) => (event: PointerEvent) => {
    event.stopPropagation()
    stage.current?.setPointerCapture(event.pointerId)
    drag.current = { kind, from: pointOf(event), before: boxes[index], index }
    onChoose(kind === 'draw' ? undefined : index)
  }
  const follow = (event: PointerEvent) => {
    const held = drag.current
    if (!held) return
    const to = pointOf(event)
    const by = { x: to.x - held.from.x, y: to.y - held.from.y }
    if (held.kind === 'draw') setDrawn(between(held.from, to, picture))
    else if (held.before) put(held.index, (held.kind === 'move' ? moved : resized)(held.before, by, picture))
  }
  const drop = () => {
    const small = least(picture)
    if (drawn && drawn.width >= small && drawn.height >= small) {
      onBoxes([...boxes, fitted(drawn, picture)])
      onChoose(boxes.length)
    }
    setDrawn(undefined)
    drag.current = undefined
  }
  const press = (index: number, box: Box) => (event: KeyboardEvent) => {
    const next = byKey(box, event.key, event.shiftKey, picture)
    if (next) put(index, next)
    else if (event.key === 'Delete' || event.key === 'Backspace') onBoxes(boxes.filter((_, at) => at !== index))
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const style = (box: Box) => ({
    left: `${box.x / picture.width * 100}%`, top: `${box.y / picture.height * 100}%`,
    width: `${box.width / picture.width * 100}%`, height: `${box.height / picture.height * 100}%`,
  })
  return (
    <div class="cover-stage" ref={stage} onPointerDown={grab('draw', -1)} onPointerMove={follow} onPointerUp={drop} onPointerCancel={drop}>
      <img src={url} alt={t('cover.picture')} draggable={false} />
      {boxes.map((box, index) => (
        <div key={index} role="button" tabIndex={0} class={index === chosen ? 'cover-box on' : 'cover-box'} style={style(box)}
          aria-label={t('cover.box', { n: index + 1 })} aria-pressed={index === chosen} onFocus={() => onChoose(index)}
          onKeyDown={press(index, box)} onPointerDown={grab('move', index)}>
          <i onPointerDown={grab('size', index)} />
        </div>
      ))}
      {drawn && <div class="cover-box on" style={style(drawn)} />}
    </div>
  )
}
