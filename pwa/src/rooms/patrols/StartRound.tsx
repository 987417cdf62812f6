// 临时走一轮: a round that no plan asked for, on one of the own school's routes, starting now.
import { useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { startRound } from '../../api/patrols'
import { readRoutes, type RouteShown } from '../../api/planning'
import { t } from '../../i18n'
import { uuidv7 } from '../../ids/uuidv7'
import { navigate } from '../../router'
import { useMe } from '../../session'
import { Button, Icon, Loading, Sheet } from '../../ui'
import { Refusal } from '../shell/Trouble'

export function StartRound({ onStarted }: { onStarted: () => Promise<void> }) {
  const { account: { unit } } = useMe()
  const [routes, setRoutes] = useState<RouteShown[]>()
  const [open, setOpen] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [id] = useState(uuidv7)
  if (!unit) return null
  const show = async () => {
    setOpen(true)
    const result = await readRoutes(unit.id)
    setProblem(result.ok ? undefined : result.problem)
    setRoutes(result.ok ? result.value.items : [])
  }
  const start = async (route: RouteShown) => {
    const result = await startRound(id, route.id)
    if (!result.ok) return setProblem(result.problem)
    await onStarted()
    navigate(`/app/patrol/${id}`)
  }
  return (
    <>
      <Button look="quiet" onPress={() => void show()}>{t('patrol.start')}</Button>
      {open && (
        <Sheet title={t('patrol.start')} closeLabel={t('close')} onClose={() => setOpen(false)}>
          {problem && <Refusal problem={problem} />}
          {!routes && <Loading label={t('loading')} />}
          {routes?.length === 0 && !problem && <p>{t('patrol.start_none')}</p>}
          <div class="rows">
            {(routes ?? []).map((route) => (
              <button type="button" class="row" key={route.id} onClick={() => void start(route)}>
                <span><b>{route.name}</b><small>{t('patrol.start_row', { kind: route.kind_label, n: route.points.length })}</small></span><Icon name="next" />
              </button>
            ))}
          </div>
        </Sheet>
      )}
    </>
  )
}
