// Excel in: choose, look at every row, confirm. Nothing is written before the confirmation.
import { useState } from 'preact/hooks'

import {
  confirmImport, readTemplate, uploadImport, type HandoverResult, type ImportKind, type ImportPreview, type ImportResult,
  type ListKind,
} from '../../api/imports'
import type { Problem, Result } from '../../api/client'
import { t } from '../../i18n'
import type { ScreenProps } from '../../router'
import { can, useMe } from '../../session'
import { Banner, Button, Choices, EmptyState } from '../../ui'
import { saveFile } from '../save_file'
import { BackLink } from '../shell/BackLink'
import { Choose } from './Choose'
import { FirstPasswords } from './FirstPasswords'
import { LedgerSteps } from './LedgerSteps'
import { Preview } from './Preview'
import { Refusal } from '../shell/Trouble'

const KINDS: ImportKind[] = ['ledger', 'handover', 'places', 'accounts']
const VERBS: Record<ImportKind, string> = {
  ledger: 'case.import', handover: 'case.type_in', places: 'place.import', accounts: 'account.import',
}

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
      {kind && (kind === 'ledger' ? <LedgerSteps /> : <ImportSteps key={kind} kind={kind} />)}
    </section>
  )
}

function ImportSteps({ kind }: { kind: ListKind }) {
  const [preview, setPreview] = useState<ImportPreview>()
  const [result, setResult] = useState<ImportResult & HandoverResult>()
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
      {result ? <Finished kind={kind} result={result} onRestart={restart} />
        : preview ? <Preview preview={preview} busy={busy} onConfirm={confirm} onRestart={restart} />
          : (
            <Choose how={t(kind === 'handover' ? 'imports.how_handover' : 'imports.how')} busy={busy} onFile={upload}
              onTemplate={kind === 'handover' ? undefined : template} />
          )}
    </div>
  )
}

function Finished({ kind, result, onRestart }: {
  kind: ListKind; result: ImportResult & HandoverResult; onRestart: () => void
}) {
  const { created, updated, acknowledged, submitted, waiting_for_photo: waiting, failed } = result
  return (
    <>
      <Banner tone="success">
        <h3>{t('imports.done')}</h3>
        <p>
          {kind === 'handover' ? t('imports.handover_done', { acknowledged, submitted, waiting })
            : t('imports.done_n', { created, updated })}
        </p>
      </Banner>
      {kind === 'handover' && failed.length > 0 && (
        <Banner tone="warning">
          {failed.map((each) => <p key={each.row}>{t('imports.row_n', { n: each.row })}：{each.message}</p>)}
        </Banner>
      )}
      {result.first_passwords && result.first_passwords.length > 0 && <FirstPasswords items={result.first_passwords} />}
      <Button look="quiet" onPress={onRestart}>{t('imports.again')}</Button>
    </>
  )
}
