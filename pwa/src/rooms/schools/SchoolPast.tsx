// What a school was called, what it became part of, and the two changes that the county makes: a new name, a merger.
import { useState } from 'preact/hooks'

import { mergeSchool, renameSchool, type SchoolDetail, type SchoolRow } from '../../api/places'
import type { Problem } from '../../api/client'
import { t } from '../../i18n'
import { Banner, Button, Facts, Field, Sheet } from '../../ui'
import { Refusal } from '../shell/Trouble'
import { SchoolPicker } from './SchoolPicker'

export function SchoolPast({ school, onChange }: { school: SchoolDetail; onChange: () => void }) {
  const [open, setOpen] = useState<'rename' | 'merge'>()
  const done = () => {
    setOpen(undefined)
    onChange()
  }
  const rows = [
    [t('school.former'), school.former_names.map(({ name, valid_to }) => t('school.until', { name, day: valid_to })).join('、')],
    [t('school.taken_in'), school.taken_in.map(({ name }) => name).join('、')],
  ] as const
  const mayRename = school.may.includes('school.rename')
  const mayMerge = school.may.includes('school.merge')
  if (!mayRename && !mayMerge && rows.every(([, value]) => !value) && !school.merged_into) return null
  return (
    <section class="card stack">
      <h2>{t('school.past')}</h2>
      {school.merged_into && (
        <Banner><p>{t('school.merged', { day: school.merged_into.on })}<a href={`/app/schools/${school.merged_into.id}`}>{school.merged_into.name}</a>{t('school.merged_plates')}</p></Banner>
      )}
      <Facts rows={rows} />
      <div class={mayRename && mayMerge ? 'pair' : ''}>
        {mayRename && <Button look="quiet" onPress={() => setOpen('rename')}>{t('school.rename')}</Button>}
        {mayMerge && <Button look="quiet" onPress={() => setOpen('merge')}>{t('school.merge')}</Button>}
      </div>
      {open && (
        <Sheet title={t(`school.${open}`)} closeLabel={t('close')} onClose={() => setOpen(undefined)}>
          {open === 'rename' ? <Rename school={school} onDone={done} /> : <Merge school={school} onDone={done} />}
        </Sheet>
      )}
    </section>
  )
}

function useSending(onDone: () => void) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const send = async (work: () => Promise<{ ok: true } | { ok: false; problem: Problem }>) => {
    setBusy(true)
    const result = await work()
    setBusy(false)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) onDone()
  }
  return { busy, problem, send }
}

function Rename({ school, onDone }: { school: SchoolDetail; onDone: () => void }) {
  const [name, setName] = useState(school.name)
  const [short_name, setShort] = useState(school.short_name)
  const [tried, setTried] = useState(false)
  const { busy, problem, send } = useSending(onDone)
  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (name.trim().length >= 2) void send(() => renameSchool(school.id, { name: name.trim(), short_name: short_name.trim() }))
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <p class="soft">{t('school.rename_detail')}</p>
      <Field label={t('school.new_name')} maxLength={80} value={name} onValue={setName}
        error={tried && name.trim().length < 2 ? t('school.name_needed') : undefined} />
      <Field label={t('column.short_name')} optional={t('optional')} maxLength={40} value={short_name} onValue={setShort} />
      {problem && <Refusal problem={problem} />}
      <Button submit busy={busy}>{t('school.rename_save')}</Button>
    </form>
  )
}

function Merge({ school, onDone }: { school: SchoolDetail; onDone: () => void }) {
  const [into, setInto] = useState<SchoolRow>()
  const [tried, setTried] = useState(false)
  const [sure, setSure] = useState(false)
  const { busy, problem, send } = useSending(onDone)
  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (!into) return
    if (!sure) return setSure(true)
    void send(() => mergeSchool(school.id, into.id))
  }
  return (
    <form class="stack" noValidate onSubmit={submit}>
      <p class="soft">{t('school.merge_detail', { name: school.name })}</p>
      <SchoolPicker label={t('school.merge_into')} chosen={into?.name ?? ''} onChoose={(chosen) => { setInto(chosen); setSure(false) }}
        error={tried && !into ? t('school.merge_needed') : undefined} />
      {sure && into && <Banner tone="warning"><p>{t('school.merge_sure', { name: school.name, into: into.name })}</p></Banner>}
      {problem && <Refusal problem={problem} />}
      <Button submit look="danger" busy={busy}>{t(sure ? 'school.merge_confirm' : 'school.merge')}</Button>
    </form>
  )
}
