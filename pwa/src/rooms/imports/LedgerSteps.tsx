// An old ledger on its way in: choose the file, look at every row page by page, confirm, read what came of it.
import { useState } from 'preact/hooks'

import {
  confirmLedger, readLedgerPage, readTemplate, uploadLedger, type LedgerPreview, type LedgerResult, type LedgerShow,
} from '../../api/imports'
import type { Problem, Result } from '../../api/client'
import { t } from '../../i18n'
import { Banner, Button } from '../../ui'
import { saveFile } from '../save_file'
import { Refusal } from '../shell/Trouble'
import { Choose } from './Choose'
import { LedgerRows } from './LedgerRows'

export function LedgerSteps() {
  const [preview, setPreview] = useState<LedgerPreview>()
  const [result, setResult] = useState<LedgerResult>()
  const [problem, setProblem] = useState<Problem>()
  const [busy, setBusy] = useState(false)
  const run = async <T,>(call: Promise<Result<T>>, use: (value: T) => void) => {
    setBusy(true)
    const answer = await call
    setBusy(false)
    setProblem(answer.ok ? undefined : answer.problem)
    if (answer.ok) use(answer.value)
  }
  const upload = (file: File) =>
    void file.arrayBuffer().then((bytes) => run(uploadLedger(bytes, file.name), setPreview))
  const name = `${t('imports.ledger')}-${t('imports.template_file')}.xlsx`
  const turn = (show: LedgerShow, page: number) => preview && void run(readLedgerPage(preview.id, show, page), setPreview)
  const restart = () => {
    setPreview(undefined)
    setResult(undefined)
    setProblem(undefined)
  }
  return (
    <div class="stack">
      {problem && <Refusal problem={problem} />}
      {result ? <Finished result={result} onRestart={restart} />
        : preview ? (
          <LedgerRows preview={preview} busy={busy} onTurn={turn} onRestart={restart}
            onConfirm={() => void run(confirmLedger(preview.id), setResult)} />
        ) : (
          <Choose how={t('imports.how_ledger')} busy={busy} onFile={upload}
            onTemplate={() => void run(readTemplate('ledger'), (file) => saveFile(file, name))} />
        )}
    </div>
  )
}

function Finished({ result, onRestart }: { result: LedgerResult; onRestart: () => void }) {
  return (
    <>
      <Banner tone={result.created > 0 ? 'success' : 'info'}>
        <h3>{t(result.created > 0 ? 'imports.done' : 'imports.nothing_new')}</h3>
        <p>{t('imports.ledger_done', { created: result.created, existing: result.existing, failed: result.failed })}</p>
      </Banner>
      {result.created > 0 && <a class="button quiet" href="/app/cases">{t('imports.to_ledger')}</a>}
      <Button look="quiet" onPress={onRestart}>{t('imports.again')}</Button>
    </>
  )
}
