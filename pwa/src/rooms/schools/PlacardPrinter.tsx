// Choose points and layout, get a PDF in true millimetres.
import { useState } from 'preact/hooks'

import { printPlacards, type CheckpointRow, type PlacardOrder, type SchoolRow } from '../../api/places'
import type { Problem } from '../../api/client'
import { t } from '../../i18n'
import { Button, Choices } from '../../ui'
import { saveFile } from '../save_file'
import { Refusal } from '../shell/Trouble'

export function PlacardPrinter({ school, points }: { school: SchoolRow; points: readonly CheckpointRow[] }) {
  const [chosen, setChosen] = useState(() => new Set(points.map(({ id }) => id)))
  const [layout, setLayout] = useState<PlacardOrder['layout']>('a4x4')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const all = chosen.size === points.length
  const toggle = (id: string, on: boolean) => setChosen((before) => {
    const next = new Set(before)
    if (on) next.add(id)
    else next.delete(id)
    return next
  })
  const print = async () => {
    setBusy(true)
    const result = await printPlacards(school.id, { layout, format: 'pdf', checkpoint_ids: all ? null : Array.from(chosen) })
    setBusy(false)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) saveFile(result.value, `${school.short_name || school.name}-${t('placards.file')}.pdf`)
  }
  return (
    <form class="stack" onSubmit={(event) => { event.preventDefault(); void print() }}>
      <header class="split">
        <h2>{t('placards.points', { n: chosen.size, all: points.length })}</h2>
        <button type="button" class="textlink" onClick={() => setChosen(new Set(all ? [] : points.map(({ id }) => id)))}>
          {t(all ? 'placards.none' : 'placards.all')}
        </button>
      </header>
      <div class="rows">
        {points.map(({ id, name, kind_label }) => (
          <label class="row check" key={id}>
            <input type="checkbox" checked={chosen.has(id)} onChange={(event) => toggle(id, event.currentTarget.checked)} />
            <span>{name}<small>{kind_label}</small></span>
          </label>
        ))}
      </div>
      <Choices label={t('placards.layout')} value={layout} onValue={(value) => setLayout(value as PlacardOrder['layout'])}
        choices={['a4x4', 'a4x2', 'single'].map((value) => ({ value, label: t(`placards.${value}`) }))} />
      <p class="soft">{t('placards.hint')}</p>
      {problem && <Refusal problem={problem} />}
      <Button submit busy={busy} disabled={chosen.size === 0}>{t('placards.print')}</Button>
    </form>
  )
}
