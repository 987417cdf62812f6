// The draw: press, and see who goes where, with the seed that lets anybody repeat it. Every draw is kept.
import { useState } from 'preact/hooks'

import { drawLots, type Draw, type Inspection } from '../../api/inspections'
import type { Result } from '../../api/client'
import { t } from '../../i18n'
import { dateTime } from '../../i18n/dates'
import { Button, Choices, Field } from '../../ui'

export function DrawPart({ item, onResult }: { item: Inspection; onResult: (result: Result<Inspection>) => void }) {
  const [by, setBy] = useState(item.draw?.by ?? 'township')
  const [size, setSize] = useState('1')
  const [busy, setBusy] = useState(false)
  const cross = item.type === 'cross'
  const draw = async () => {
    setBusy(true)
    onResult(await drawLots(item.id, { version: item.version, ...(cross ? { by } : { size: Math.max(1, Number(size) || 1) }) }))
    setBusy(false)
  }
  return (
    <section class="card stack draw">
      <h2>{t('draw.title')}</h2>
      {item.state === 'draft' && (
        <>
          {cross
            ? <Choices label={t('draw.by')} value={by} onValue={setBy}
                choices={['township', 'school'].map((value) => ({ value, label: t(`draw.by.${value}`) }))} />
            : <Field label={t('draw.size')} type="number" inputMode="numeric" min="1" value={size} onValue={setSize} />}
          <Button busy={busy} look={item.draw ? 'quiet' : 'primary'} onPress={draw}>{t(item.draw ? 'draw.again' : 'draw.now')}</Button>
        </>
      )}
      {item.draw && <Drawn draw={item.draw} />}
      {item.draws.length > 1 && <p class="soft">{t('draw.times', { n: item.draws.length })}</p>}
    </section>
  )
}

function Drawn({ draw }: { draw: Draw }) {
  const name = (code: string) => draw.names[code] ?? code
  return (
    <>
      {draw.pairs && (
        <div class="rows">
          {draw.pairs.map(([who = '', whom = '']) => (
            <p class="row pair-row" key={who}><span><b>{name(who)}</b> {t('draw.goes_to')} <b>{name(whom)}</b></span></p>
          ))}
        </div>
      )}
      {draw.drawn && (
        <div class="rows">{draw.drawn.map((code, place) => <p class="row" key={code}><span>{place + 1}. {name(code)}</span></p>)}</div>
      )}
      <p>{t('draw.seed')} <code class="code seed">{draw.seed}</code></p>
      <p class="soft">{t('draw.method', { who: draw.by_name, at: dateTime(draw.at) })}</p>
    </>
  )
}
