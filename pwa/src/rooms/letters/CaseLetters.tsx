// 文书 about a case: what was drafted or signed, to print or to edit; the office drafts and signs, the system sends nothing.
import { useEffect, useState } from 'preact/hooks'

import type { CaseDetail } from '../../api/cases'
import type { Problem } from '../../api/client'
import { draftLetter, readLetters, type Letter } from '../../api/letters'
import { t } from '../../i18n'
import { can, useMe } from '../../session'
import { Button, SelectField, Sheet } from '../../ui'
import { Refusal } from '../shell/Trouble'
import { LetterLine } from './LetterLine'

const KINDS = ['rectification_notice', 'advisory_letter', 'supervision_notice', 'instant_consultation', 'government_report', 'summons_talk']

export function CaseLetters({ item }: { item: CaseDetail }) {
  const office = can(useMe(), 'case.escalate') && Boolean(item.ledger_no)
  const [letters, setLetters] = useState<Letter[]>([])
  const [problem, setProblem] = useState<Problem>()
  const [drafting, setDrafting] = useState(false)
  const load = async () => {
    const result = await readLetters(item.id)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) setLetters(result.value.items)
  }
  useEffect(() => { if (item.ledger_no) void load() }, [item.id, item.version])
  if (!letters.length && !office) return null
  const done = () => {
    setDrafting(false)
    void load()
  }
  return (
    <section class="card stack">
      <h2>{t('letter.title')}</h2>
      <p class="soft">{t('letter.hint')}</p>
      {problem && <Refusal problem={problem} />}
      {letters.map((letter) => <LetterLine key={letter.id} letter={letter} office={office} onDone={load} />)}
      {office && <Button look="quiet" onPress={() => setDrafting(true)}>{t('letter.draft')}</Button>}
      {drafting && (
        <Sheet title={t('letter.draft')} closeLabel={t('close')} onClose={() => setDrafting(false)}>
          <DraftForm caseId={item.id} onDone={done} />
        </Sheet>
      )}
    </section>
  )
}

function DraftForm({ caseId, onDone }: { caseId: string; onDone: () => void }) {
  const [kind, setKind] = useState('rectification_notice')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const submit = async () => {
    setBusy(true)
    const result = await draftLetter(caseId, kind)
    setBusy(false)
    if (result.ok) onDone()
    else setProblem(result.problem)
  }
  return (
    <div class="stack">
      {problem && <Refusal problem={problem} />}
      <SelectField label={t('letter.kind')} value={kind} onValue={setKind}
        choices={KINDS.map((value) => ({ value, label: t(`option.letter_kind.${value}`) }))} />
      <Button busy={busy} onPress={submit}>{t('letter.draft')}</Button>
    </div>
  )
}
