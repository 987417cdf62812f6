// Excel in: choose, look at every row, confirm. Nothing is written before the confirmation.
import { useState } from 'preact/hooks'

import {
  confirmImport, readTemplate, uploadImport, type ImportKind, type ImportPreview, type ImportResult,
} from '../../api/imports'
import type { Problem, Result } from '../../api/client'
import { t } from '../../i18n'
import type { ScreenProps } from '../../router'
import { can, useMe } from '../../session'
import { Banner, Button, Choices, EmptyState } from '../../ui'
import { saveFile } from '../save_file'
import { BackLink } from '../shell/BackLink'
import { FirstPasswords } from './FirstPasswords'
import { Preview } from './Preview'
import { Refusal } from '../shell/Trouble'

const KINDS: ImportKind[] = ['places', 'accounts']
const VERBS: Record<ImportKind, string> = { places: 'place.import', accounts: 'account.import' }

export default function ImportScreen({ query }: ScreenProps) {
  const me = useMe()
  const kinds = KINDS.filter((each) => can(me, VERBS[each]))
  const [kind, setKind] = useState<ImportKind | undefined>(kinds.find((each) => each === query.get('kind')) ?? kinds[0])
  return (
    <section class="stack-wide">
      <header><BackLink to="/app/me" /><h1>{t('imports.title')}</h1></header>
      {!kind && <EmptyState icon="info" title={t('imports.not_yours')}>{t('imports.not_yours_detail')}</EmptyState>}
      {kinds.length > 1 && kind && (
        <Choices label={t('imports.kind')} value={kind} onValue={(value) => setKind(value as ImportKind)}
          choices={kinds.map((value) => ({ value, label: t(`imports.${value}`) }))} />
      )}
      {kind && <ImportSteps key={kind} kind={kind} />}
    </section>
  )
}

function ImportSteps({ kind }: { kind: ImportKind }) {
  const [preview, setPreview] = useState<ImportPreview>()
  const [result, setResult] = useState<ImportResult>()
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const run = async <T,>(call: Promise<Result<T>>, use: (value: T) => void) => {
    setBusy(true)
    const answer = await call
    setBusy(false)
    setProblem(answer.ok ? undefined : answer.problem)
    if (answer.ok) use(answer.value)
  }
  const upload = (file: File) => void file.arrayBuffer().then((bytes) => run(uploadImport(kind, bytes), setPreview))
  const name = `${t(`imports.${kind}`)}-${t('imports.template_file')}.xlsx`
  const template = () => void run(readTemplate(kind), (file) => saveFile(file, name))
  const confirm = (onlyClean: boolean) => preview && void run(confirmImport(kind, preview.id, onlyClean), setResult)
  const restart = () => {
    setPreview(undefined)
    setResult(undefined)
    setProblem(undefined)
  }
  return (
    <div class="stack">
      {problem && <Refusal problem={problem} />}
      {result ? <Finished result={result} onRestart={restart} />
        : preview ? <Preview preview={preview} busy={busy} onConfirm={confirm} onRestart={restart} />
          : <Choose busy={busy} onFile={upload} onTemplate={template} />}
    </div>
  )
}

function Choose({ busy, onFile, onTemplate }: { busy: boolean; onFile: (file: File) => void; onTemplate: () => void }) {
  const pick = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement
    const file = input.files?.[0]
    input.value = ''
    if (file) onFile(file)
  }
  return (
    <>
      <p>{t('imports.how')}</p>
      <Button look="quiet" onPress={onTemplate}>{t('imports.template')}</Button>
      <label class="file-drop">
        {busy ? t('imports.reading') : t('imports.choose')}
        <input type="file" accept=".xlsx" disabled={busy} onChange={pick} />
      </label>
    </>
  )
}

function Finished({ result, onRestart }: { result: ImportResult; onRestart: () => void }) {
  return (
    <>
      <Banner tone="success">
        <h3>{t('imports.done')}</h3>
        <p>{t('imports.done_n', { created: result.created, updated: result.updated })}</p>
      </Banner>
      {result.first_passwords && result.first_passwords.length > 0 && <FirstPasswords items={result.first_passwords} />}
      <Button look="quiet" onPress={onRestart}>{t('imports.again')}</Button>
    </>
  )
}
