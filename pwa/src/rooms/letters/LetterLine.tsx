// One letter: its name and state, the two ways to print it, and signing or putting it aside.
import { useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { printLetter, signLetter, voidLetter, type Letter } from '../../api/letters'
import { named, t } from '../../i18n'
import { day } from '../../i18n/dates'
import { Button, Field, Sheet } from '../../ui'
import { saveFile } from '../save_file'
import { Refusal } from '../shell/Trouble'

export function LetterLine({ letter, office, onDone }: { letter: Letter; office: boolean; onDone: () => void }) {
  const [problem, setProblem] = useState<Problem>()
  const [signing, setSigning] = useState(false)
  const print = async (format: 'pdf' | 'docx') => {
    const result = await printLetter(letter.id, format)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) saveFile(result.value, `${letter.kind_label}-${letter.ledger_no ?? ''}.${format}`)
  }
  const putAside = async () => {
    const result = await voidLetter(letter.id)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) onDone()
  }
  const draft = letter.state === 'drafted'
  return (
    <div class="stack letter">
      <p>
        <b>{named(`option.letter_kind.${letter.kind}`, letter.kind_label)}</b>
        {` · ${t(`letter.state.${letter.state}`)} · ${day(letter.signed_at ?? letter.drafted_at)}`}
        {letter.document_no && ` · ${letter.document_no}`}
      </p>
      {problem && <Refusal problem={problem} />}
      <div class="two">
        <Button look="quiet" onPress={() => void print('pdf')}>{t('letter.pdf')}</Button>
        <Button look="quiet" onPress={() => void print('docx')}>{t('letter.docx')}</Button>
      </div>
      {office && draft && (
        <div class="two">
          <Button look="quiet" onPress={() => void putAside()}>{t('letter.void')}</Button>
          <Button onPress={() => setSigning(true)}>{t('letter.sign')}</Button>
        </div>
      )}
      {signing && (
        <Sheet title={t('letter.sign')} closeLabel={t('close')} onClose={() => setSigning(false)}>
          <SignForm id={letter.id} onDone={() => { setSigning(false); onDone() }} />
        </Sheet>
      )}
    </div>
  )
}

function SignForm({ id, onDone }: { id: string; onDone: () => void }) {
  const [document_no, setNumber] = useState('')
  const [signed_name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const submit = async () => {
    setTried(true)
    if (document_no.trim().length < 2 || !signed_name.trim()) return
    setBusy(true)
    const result = await signLetter(id, { document_no: document_no.trim(), signed_name: signed_name.trim() })
    setBusy(false)
    if (result.ok) onDone()
    else setProblem(result.problem)
  }
  const need = (text: string, least: number) => (tried && text.trim().length < least ? t('letter.needed') : undefined)
  return (
    <div class="stack">
      <p class="soft">{t('letter.sign_hint')}</p>
      {problem && <Refusal problem={problem} />}
      <Field label={t('letter.document_no')} value={document_no} onValue={setNumber} maxLength={60} error={need(document_no, 2)} />
      <Field label={t('letter.signed_name')} value={signed_name} onValue={setName} maxLength={40} error={need(signed_name, 1)} />
      <Button busy={busy} onPress={submit}>{t('letter.sign')}</Button>
    </div>
  )
}
