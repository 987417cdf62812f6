// A report by someone signed in: from a code, or from any point or street near a school. Kept while typed.
import { useEffect, useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { readTaxonomy } from '../../api/public'
import type { Taxonomy } from '../../api/types'
import { t } from '../../i18n'
import { uuidv7 } from '../../ids/uuidv7'
import { offline } from '../../offline'
import { freshOrKept, TAXONOMY } from '../../offline/kept'
import { useDraft } from '../../offline/useDraft'
import { navigate, type ScreenProps } from '../../router'
import { Loading } from '../../ui'
import { BackLink } from '../shell/BackLink'
import { ReportSent } from './ReportSent'
import { StaffReportForm } from './StaffReportForm'
import { broughtAlong, emptyReport, type StaffReport } from './staff_report'
import { Trouble } from '../shell/Trouble'

export default function StaffReportScreen({ query }: ScreenProps) {
  const code = query.get('code') ?? ''
  const sent = query.get('sent')
  const [taxonomy, setTaxonomy] = useState<Taxonomy>()
  const [problem, setProblem] = useState<Problem>()
  const load = async () => {
    const { kept, result } = await freshOrKept((await offline()).store, TAXONOMY, readTaxonomy)
    setProblem(result.ok || kept ? undefined : result.problem)
    setTaxonomy(kept?.value)
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
      {taxonomy && <Draft code={code} along={broughtAlong(query)} taxonomy={taxonomy} />}
    </>
  )
}

function Draft({ code, along, taxonomy }: { code: string; along: Partial<StaffReport>; taxonomy: Taxonomy }) {
  const tile = taxonomy.categories.find((category) => category.code === along.category)?.tile
  const [empty] = useState(() => ({ ...emptyReport(uuidv7(), code), ...along, ...(tile && { tile }) }))
  const draft = useDraft(`staff_report:${code}${along.visit ?? ''}`, empty)
  if (!draft.ready) return <Loading label={t('loading')} />
  return (
    <StaffReportForm draft={draft} taxonomy={taxonomy}
      onSent={(id) => navigate(`/app/report?sent=${id}`, { replace: true })} />
  )
}
