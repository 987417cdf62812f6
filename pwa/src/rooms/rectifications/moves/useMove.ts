// A move made at once (assign, reject …): sent with the version that was seen; what was typed stays when it is refused.
import { useRef, useState } from 'preact/hooks'

import { moveCase, readCase, type CaseDetail } from '../../../api/cases'
import type { Problem } from '../../../api/client'
import { uuidv7 } from '../../../ids/uuidv7'

/** Answers that mean: this screen is older than the case. */
export const OVERTAKEN = ['case_version_stale', 'case_wrong_state']

export interface Move {
  busy: boolean
  problem: Problem | undefined
  /** The case as it is now, when somebody else was faster. */
  current: CaseDetail | undefined
  send: (fields: Record<string, unknown>) => Promise<void>
}

export function useMove(found: CaseDetail, action: string, onDone: (next: CaseDetail) => void): Move {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem>()
  const [current, setCurrent] = useState<CaseDetail>()
  const attempt = useRef({ content: '', id: '', at: '' })

  const send = async (fields: Record<string, unknown>) => {
    const version = (current ?? found).version
    const content = JSON.stringify({ version, ...fields })
    // The same content keeps its id and time: pressing again after a lost answer is the same move, not a second one.
    if (attempt.current.content !== content) attempt.current = { content, id: uuidv7(), at: new Date().toISOString() }
    setBusy(true)
    const { id, at } = attempt.current
    const result = await moveCase(found.id, action, { id, version, occurred_at: at, ...fields })
    setBusy(false)
    setProblem(result.ok ? undefined : result.problem)
    if (result.ok) onDone(result.value)
    else if (OVERTAKEN.includes(result.problem.code)) {
      const fresh = await readCase(found.id)
      if (fresh.ok) setCurrent(fresh.value)
    }
  }
  return { busy, problem, current, send }
}
