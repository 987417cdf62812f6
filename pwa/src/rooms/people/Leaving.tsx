// Somebody leaves: what they have in hand, who takes it over, and the account that stops. It asks before it does.
import { useEffect, useState } from 'preact/hooks'

import { disablePerson, handOver, readOpenWork, type OpenWork, type PersonRow } from '../../api/people'
import type { Problem } from '../../api/client'
import { t } from '../../i18n'
import { Banner, Button, Facts, Loading, SelectField } from '../../ui'
import { Refusal } from '../shell/Trouble'

export function Leaving({ person, mayStop, onDone }: { person: PersonRow; mayStop: boolean; onDone: (said: string) => void }) {
  return (
    <div class="stack">
      <Facts rows={[
        [t('me.unit'), person.unit_name],
        [t('people.roles'), person.roles.join('、')],
        [t('people.identifier'), person.identifier],
      ]} />
      {person.disabled && <Banner><p>{t('people.is_disabled')}</p></Banner>}
      {!person.disabled && !mayStop && <p class="soft">{t('people.not_yours')}</p>}
      {!person.disabled && mayStop && <Handing person={person} onDone={onDone} />}
    </div>
  )
}

function Handing({ person, onDone }: { person: PersonRow; onDone: (said: string) => void }) {
  const [work, setWork] = useState<OpenWork>()
  const [problem, setProblem] = useState<Problem>()
  const load = async () => {
    const result = await readOpenWork(person.id)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) setWork(result.value)
  }
  useEffect(() => void load(), [])
  if (problem?.status === 404) return <p class="soft">{t('people.not_yours')}</p>
  if (problem) return <><Refusal problem={problem} /><Button look="quiet" onPress={load}>{t('retry')}</Button></>
  if (!work) return <Loading label={t('loading')} />
  return <Form person={person} work={work} onDone={onDone} />
}

function Form({ person, work, onDone }: { person: PersonRow; work: OpenWork; onDone: (said: string) => void }) {
  const [to, setTo] = useState('')
  const [stop, setStop] = useState(false)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const some = work.tracked + work.responsible > 0
  const stopNow = async () => {
    setBusy(true)
    const result = some ? await handOver(person.id, { to_account_id: to, disable: true }) : await disablePerson(person.id)
    setBusy(false)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) onDone(t('people.done', { name: person.display_name, n: result.value?.cases ?? 0 }))
  }
  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (some && !to) return
    if (!stop) return setStop(true)
    void stopNow()
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <h3>{t('people.leaves')}</h3>
      <p>{t(some ? 'people.in_hand' : 'people.nothing', { tracked: work.tracked, responsible: work.responsible })}</p>
      {some && work.successors.length === 0 && <Banner tone="warning"><p>{t('people.nobody')}</p></Banner>}
      {some && work.successors.length > 0 && (
        <SelectField label={t('people.to')} value={to} onValue={setTo} error={tried && !to ? t('people.to_needed') : undefined}
          choices={[{ value: '', label: t('pick_one') },
            ...work.successors.map(({ id, display_name }) => ({ value: id, label: display_name }))]} />
      )}
      {stop && <Banner tone="warning"><p>{t('people.sure', { name: person.display_name })}</p></Banner>}
      {problem && <Refusal problem={problem} />}
      {(!some || work.successors.length > 0) && (
        <Button submit look="danger" busy={busy}>{t(stop ? 'people.confirm' : some ? 'people.hand_over' : 'people.disable')}</Button>
      )}
    </form>
  )
}
