// A report by someone signed in: from a code, or from any point or street near a school. Kept while typed.
import { useEffect, useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { readTaxonomy } from '../../api/public'
import type { Taxonomy } from '../../api/types'
import { t } from '../../i18n'
import { uuidv7 } from '../../ids/uuidv7'
import { useDraft } from '../../offline/useDraft'
import { navigate, type ScreenProps } from '../../router'
import { Loading } from '../../ui'
import { BackLink } from '../shell/BackLink'
import { ReportSent } from './ReportSent'
import { StaffReportForm } from './StaffReportForm'
import { emptyReport } from './staff_report'
import { Trouble } from '../shell/Trouble'

export default function StaffReportScreen({ query }: ScreenProps) {
  const code = query.get('code') ?? ''
  const sent = query.get('sent')
  const [taxonomy, setTaxonomy] = useState<Taxonomy>()
  const [problem, setProblem] = useState<Problem>()
  const load = async () => {
    const result = await readTaxonomy()
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) setTaxonomy(result.value)
  }
  useEffect(() => void load(), [])
  if (sent) return <ReportSent id={sent} />
  return (
    <>
      <BackLink to="/app" />
      {problem && (
        <Trouble problem={problem} onRetry={load} />
      )}
      {!taxonomy && !problem && <Loading label={t('loading')} />}
      {taxonomy && <Draft code={code} taxonomy={taxonomy} />}
    </>
  )
}

function Draft({ code, taxonomy }: { code: string; taxonomy: Taxonomy }) {
  const [empty] = useState(() => emptyReport(uuidv7(), code))
  const draft = useDraft(`staff_report:${code}`, empty)
  if (!draft.ready) return <Loading label={t('loading')} />
  return (
    <StaffReportForm draft={draft} taxonomy={taxonomy}
      onSent={(id) => navigate(`/app/report?sent=${id}`, { replace: true })} />
  )
}
