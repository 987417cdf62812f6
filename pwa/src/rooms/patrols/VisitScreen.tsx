// The sheet behind a scan on a round: is it the right place, is everything in order; two presses when it is.
import { useEffect, useState } from 'preact/hooks'

import { readScanContext } from '../../api/places'
import type { ScanContext } from '../../api/types'
import { t } from '../../i18n'
import type { ScreenProps } from '../../router'
import { Banner, Loading } from '../../ui'
import { BackLink } from '../shell/BackLink'
import { strange, targetOf, viaOf, type Target } from './target'
import { useDay } from './useDay'
import { VisitDone } from './VisitDone'
import { VisitForm } from './VisitForm'
import type { VisitBody } from './visit_body'

export default function VisitScreen({ query }: ScreenProps) {
  const { today, problem, unsent } = useDay()
  const [done, setDone] = useState<{ body: VisitBody; target: Target }>()
  const code = query.get('code')
  const known = today ? targetOf(today, query, unsent, Date.now()) : undefined
  const context = useContext(code, Boolean(today ?? problem) && !known)
  if (done) return <VisitDone body={done.body} target={done.target} />
  const target = known ?? (code && (today ?? problem) ? strange(code, viaOf(query), context) : undefined)
  return (
    <>
      <BackLink to="/app/patrol" />
      {!target && <Loading label={t('loading')} />}
      {target && !target.spot && <Banner><p>{t('patrol.no_round')}</p></Banner>}
      {target && <VisitForm key={target.checkpointId ?? target.code} target={target} onDone={(body) => setDone({ body, target })} />}
    </>
  )
}

/** Whose plate it is, where there is network to ask. */
function useContext(code: string | null, wanted: boolean): ScanContext | undefined {
  const [context, setContext] = useState<ScanContext>()
  useEffect(() => {
    if (code && wanted) void readScanContext(code).then((result) => result.ok && setContext(result.value))
  }, [code, wanted])
  return context
}
