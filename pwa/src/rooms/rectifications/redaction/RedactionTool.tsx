// 遮盖后公开: cover faces, plates and pupils, then keep the covered picture for colleagues or let the public see it.
import { useEffect, useRef, useState } from 'preact/hooks'

import { readRedaction, redactPhoto, type CasePhoto, type Redaction } from '../../../api/cases'
import type { Problem } from '../../../api/client'
import { t } from '../../../i18n'
import { uuidv7 } from '../../../ids/uuidv7'
import { Banner, Button, CheckField, Loading } from '../../../ui'
import { Refusal, Trouble } from '../../shell/Trouble'
import { fresh, resized, step, type Box } from './boxes'
import { Stage } from './Stage'

const GROWS_BY = 3

export default function RedactionTool({ photo, onClose }: { photo: CasePhoto; onClose: (changed: boolean) => void }) {
  const [found, setFound] = useState<Redaction>()
  const [problem, setProblem] = useState<Problem>()
  const frame = useRef<HTMLElement>(null)
  const load = async () => {
    const result = await readRedaction(photo.id)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) setFound(result.value)
  }
  useEffect(() => {
    frame.current?.focus()
    void load()
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && onClose(false)
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <section class="cover" role="dialog" aria-modal="true" aria-label={t('cover.title')} tabIndex={-1} ref={frame}>
      <header><h2>{t('cover.title')}</h2><Button look="plain" onPress={() => onClose(false)}>{t('close')}</Button></header>
      {found && <Tool photo={photo} found={found} onClose={onClose} />}
      {!found && (problem ? <Trouble problem={problem} onRetry={load} /> : <Loading label={t('loading')} />)}
    </section>
  )
}

function Tool({ photo, found, onClose }: { photo: CasePhoto; found: Redaction; onClose: (changed: boolean) => void }) {
  const [boxes, setBoxes] = useState<Box[]>(found.boxes)
  const [chosen, setChosen] = useState<number>()
  const [checked, setChecked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const picture = { width: found.width, height: found.height }
  const box = chosen === undefined ? undefined : boxes[chosen]
  const add = () => {
    setBoxes([...boxes, fresh(picture)])
    setChosen(boxes.length)
  }
  const grow = (by: number) => {
    if (!box) return
    const far = by * GROWS_BY * step(picture)
    setBoxes(boxes.map((each, index) => (index === chosen ? resized(each, { x: far, y: far }, picture) : each)))
  }
  const remove = () => {
    setBoxes(boxes.filter((_, index) => index !== chosen))
    setChosen(undefined)
  }
  const save = async (released: boolean, kept: Box[] = boxes, looked: boolean = checked) => {
    setBusy(true)
    const result = await redactPhoto(photo.id, { id: uuidv7(), boxes: kept, checked: looked, released })
    setBusy(false)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) onClose(true)
  }
  const shown = found.released || found.url_redacted
  return (
    <>
      <p class="hint">{t('cover.hint')}</p>
      <div class="cover-work">
        <Stage url={photo.url ?? ''} picture={picture} boxes={boxes} chosen={chosen} onBoxes={setBoxes} onChoose={setChosen} />
        <div>
          <div class="cover-tools">
            <Button look="quiet" onPress={add}>{t('cover.add')}</Button>
            <Button look="quiet" disabled={!box} onPress={() => grow(1)}>{t('cover.larger')}</Button>
            <Button look="quiet" disabled={!box} onPress={() => grow(-1)}>{t('cover.smaller')}</Button>
            <Button look="quiet" disabled={!box} onPress={remove}>{t('cover.remove')}</Button>
          </div>
          {found.released && <Banner><p>{t('cover.is_released')}</p></Banner>}
          <CheckField label={t('cover.checked')} checked={checked} onValue={setChecked} />
          {problem && <Refusal problem={problem} />}
          <div class="stack">
            <Button busy={busy} disabled={!checked} onPress={() => save(true)}>{t('cover.release')}</Button>
            <Button look="quiet" disabled={busy || (!boxes.length && !checked)} onPress={() => save(false)}>{t('cover.keep')}</Button>
            {shown && <Button look="plain" disabled={busy} onPress={() => save(false, [], false)}>{t('cover.take_back')}</Button>}
          </div>
        </div>
      </div>
    </>
  )
}
