// One inspection for whoever plans it: lots, opening and closing, and the progress of each school.
import { useEffect, useState } from 'preact/hooks'

import { closeInspection, openInspection, readInspection, type Inspection } from '../../api/inspections'
import type { Problem, Result } from '../../api/client'
import { t } from '../../i18n'
import type { ScreenProps } from '../../router'
import { Banner, Button, Facts, Loading, Sheet, StatusPill } from '../../ui'
import { BackLink } from '../shell/BackLink'
import { Refusal, Trouble } from '../shell/Trouble'
import { DrawPart } from './DrawPart'
import { ProgressTable } from './ProgressTable'
import { TONES } from './words'

const DRAWN = ['cross', 'spot']

export default function InspectionScreen({ params }: ScreenProps) {
  const [item, setItem] = useState<Inspection>()
  const [problem, setProblem] = useState<Problem>()
  const take = (result: Result<Inspection>) => {
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) setItem(result.value)
  }
  const load = async () => take(await readInspection(params.id ?? ''))
  useEffect(() => void load(), [params.id])
  return (
    <section class="stack">
      <BackLink to="/app/inspections" />
      {problem && !item && <Trouble problem={problem} onRetry={load} />}
      {!item && !problem && <Loading label={t('loading')} />}
      {item && <Whole item={item} problem={problem} onResult={take} />}
    </section>
  )
}

function Whole({ item, problem, onResult }: { item: Inspection; problem: Problem | undefined; onResult: (result: Result<Inspection>) => void }) {
  const names = [...new Set(item.inspectors.map(({ unit }) => unit.name))].join('、')
  return (
    <>
      <header class="heads split">
        <h1>{item.title}</h1>
        <StatusPill tone={TONES[item.state] ?? 'open'}>{t(`inspections.state.${item.state}`)}</StatusPill>
      </header>
      <div class="card">
        <Facts rows={[
          [t('inspections.type'), t(`inspections.type.${item.type}`)], [t('inspections.phase'), item.phase],
          [t('inspections.days'), `${item.starts_on} – ${item.ends_on}`], [t('inspections.units'), names],
          [t('inspections.inspectors'), item.inspectors.map(({ name }) => name).join('、')],
        ]} />
      </div>
      {problem && <Refusal problem={problem} />}
      {item.may_plan && DRAWN.includes(item.type) && <DrawPart item={item} onResult={onResult} />}
      {item.may_plan && <Steps item={item} onResult={onResult} />}
      <h2>{t('inspections.progress')}</h2>
      <ProgressTable records={item.records} />
    </>
  )
}

function Steps({ item, onResult }: { item: Inspection; onResult: (result: Result<Inspection>) => void }) {
  const [closing, setClosing] = useState(false)
  const [busy, setBusy] = useState(false)
  const act = async (step: typeof openInspection) => {
    setBusy(true)
    onResult(await step(item.id, item.version))
    setBusy(false)
    setClosing(false)
  }
  if (item.state === 'closed') return null
  const unsigned = item.schools - item.signed
  return (
    <div class="pair">
      <Button look="quiet" href={`/app/inspections/${item.id}/edit`}>{t('inspections.edit')}</Button>
      {item.state === 'draft' && <Button busy={busy} onPress={() => act(openInspection)}>{t('inspections.open')}</Button>}
      {item.state === 'open' && <Button look="quiet" onPress={() => setClosing(true)}>{t('inspections.close')}</Button>}
      {closing && (
        <Sheet title={t('inspections.close')} closeLabel={t('close')} onClose={() => setClosing(false)}>
          <div class="stack">
            <p>{t('inspections.close_hint')}</p>
            {unsigned > 0 && <Banner tone="warning"><p>{t('inspections.unsigned', { n: unsigned })}</p></Banner>}
            <Button busy={busy} onPress={() => act(closeInspection)}>{t('inspections.close')}</Button>
          </div>
        </Sheet>
      )}
    </div>
  )
}
