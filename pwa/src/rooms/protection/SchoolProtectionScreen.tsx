// 防护指标 of one school: each indicator with its standing; the school declares, outsiders look and say what they found.
import { useEffect, useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { markUrban, readIndicators, readSchoolProtection, type Atom, type AtomStanding, type IndicatorCatalogue, type SchoolProtection } from '../../api/protection'
import { t } from '../../i18n'
import { day } from '../../i18n/dates'
import type { ScreenProps } from '../../router'
import { Button, CheckField, Icon, Loading, Sheet, StatusPill } from '../../ui'
import { BackLink } from '../shell/BackLink'
import { Trouble } from '../shell/Trouble'
import { DeclareForm } from './DeclareForm'
import { answerWords, toneOf } from './standing'
import { VerifyForm } from './VerifyForm'

export default function SchoolProtectionScreen({ params }: ScreenProps) {
  const id = params.id ?? ''
  const [found, setFound] = useState<SchoolProtection>()
  const [catalogue, setCatalogue] = useState<IndicatorCatalogue>()
  const [problem, setProblem] = useState<Problem>()
  const load = async () => {
    const [school, all] = await Promise.all([readSchoolProtection(id), readIndicators()])
    setProblem(school.ok ? (all.ok ? undefined : all.problem) : school.problem)
    if (school.ok) setFound(school.value)
    if (all.ok) setCatalogue(all.value)
  }
  useEffect(() => void load(), [id])
  if (problem) return <><BackLink to="/app/protection" /><Trouble problem={problem} onRetry={load} /></>
  if (!found || !catalogue) return <Loading label={t('loading')} />
  const mark = async (urban: boolean) => {
    const result = await markUrban(id, urban)
    if (result.ok) setFound(result.value)
    else setProblem(result.problem)
  }
  return (
    <section class="stack-wide">
      <header>
        <BackLink to="/app/protection" />
        <h1>{found.school.name}</h1>
        <p class="soft">{t('protection.title')}</p>
      </header>
      {found.may_mark_urban && <CheckField label={t('protection.urban')} checked={found.urban} onValue={(urban) => void mark(urban)} />}
      {found.standings.map((line) => {
        const atom = catalogue.atoms.find(({ key }) => key === line.atom)
        return atom && <AtomCard key={atom.key} atom={atom} line={line} school={found} onChange={setFound} />
      })}
      <p class="soft">{catalogue.source}</p>
    </section>
  )
}

function AtomCard({ atom, line, school, onChange }: {
  atom: Atom; line: AtomStanding; school: SchoolProtection; onChange: (school: SchoolProtection) => void
}) {
  const [open, setOpen] = useState<'declare' | 'verify'>()
  const close = () => setOpen(undefined)
  const done = (next: SchoolProtection) => { close(); onChange(next) }
  const { declaration } = line
  const applies = line.standing !== 'not_applicable'
  return (
    <article class="card atom">
      <header><h2>{atom.label}</h2><StatusPill tone={toneOf(line.standing)}>{t(`protection.standing.${line.standing}`)}</StatusPill></header>
      <p class="soft">{atom.met_when}</p>
      {declaration && <ul class="answers">{answerWords(atom, declaration.answers).map((words) => <li key={words}>{words}</li>)}</ul>}
      {line.required !== null && <p>{t('protection.required', { n: line.required })}</p>}
      {declaration && <p class="soft">{t('protection.said', { who: declaration.declared_by, day: day(declaration.declared_at) })}</p>}
      {declaration?.outcome && declaration.verified_at && (
        <p class="found"><Icon name={declaration.outcome === 'confirmed' ? 'done' : 'warning'} />
          <span>{t(`protection.found.${declaration.outcome}`, { who: declaration.verified_by ?? '', day: day(declaration.verified_at) })}{declaration.found && ` ${declaration.found}`}</span></p>
      )}
      {applies && school.may_declare && <Button look="quiet" onPress={() => setOpen('declare')}>{t(declaration ? 'protection.declare_again' : 'protection.declare')}</Button>}
      {applies && school.may_verify && declaration && <Button look="quiet" onPress={() => setOpen('verify')}>{t('protection.verify')}</Button>}
      {open && (
        <Sheet title={atom.label} closeLabel={t('close')} onClose={close}>
          {open === 'declare'
            ? <DeclareForm atom={atom} before={declaration?.answers} schoolId={school.school.id} onDone={done} />
            : declaration && <VerifyForm declarationId={declaration.id} words={answerWords(atom, declaration.answers)} onDone={done} />}
        </Sheet>
      )}
    </article>
  )
}
