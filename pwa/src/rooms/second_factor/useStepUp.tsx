// Whatever is refused for want of a second factor is done again once the digits were right.
import type { VNode } from 'preact'
import { useState } from 'preact/hooks'

import type { Problem } from '../../api/client'
import { refreshSession } from '../../session'
import { StepUpSheet } from './StepUpSheet'

export interface StepUp {
  /** True: the digits are being asked for, and `again` runs afterwards. */
  asks: (problem: Problem, again: () => void) => boolean
  sheet: VNode | false
}

export function useStepUp(): StepUp {
  const [waiting, setWaiting] = useState<{ again: () => void }>()
  const asks = (problem: Problem, again: () => void) => {
    const needed = problem.code === 'second_factor_required'
    if (needed) setWaiting({ again })
    return needed
  }
  const done = () => {
    setWaiting(undefined)
    void refreshSession()
    waiting?.again()
  }
  return { asks, sheet: waiting !== undefined && <StepUpSheet onDone={done} onClose={() => setWaiting(undefined)} /> }
}
