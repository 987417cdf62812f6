// Who is signed in, for all staff screens. One copy, kept here; screens read it with useSession().
import { useEffect, useState } from 'preact/hooks'

import { whenSignedOut, type Problem } from '../api/client'
import { readMe } from '../api/session'
import type { Me } from '../api/types'
import { offline } from '../offline'

export type Session =
  | { state: 'unknown' }
  | { state: 'anonymous' }
  | { state: 'unreachable'; problem: Problem }
  | { state: 'signed_in'; me: Me }

let session: Session = { state: 'unknown' }
const listeners = new Set<(session: Session) => void>()

function become(next: Session): void {
  session = next
  listeners.forEach((listener) => listener(next))
  if (next.state === 'signed_in' || next.state === 'anonymous') {
    const account = next.state === 'signed_in' ? next.me.account.id : null
    void offline().then(({ outbox }) => outbox.actAs(account))
  }
}

whenSignedOut(() => become({ state: 'anonymous' }))

/** Ask the server who this is: at the start, after signing in or out, after a changed password. */
export async function refreshSession(): Promise<Session> {
  const result = await readMe()
  if (result.ok) become({ state: 'signed_in', me: result.value })
  else if (result.problem.status === 401) become({ state: 'anonymous' })
  else if (session.state !== 'signed_in') become({ state: 'unreachable', problem: result.problem })
  return session
}

export function useSession(): Session {
  const [seen, setSeen] = useState(session)
  useEffect(() => {
    setSeen(session)
    listeners.add(setSeen)
    return () => void listeners.delete(setSeen)
  }, [])
  return seen
}

/** The signed-in account; only for screens below the shell's sign-in gate. */
export function useMe(): Me {
  const seen = useSession()
  if (seen.state !== 'signed_in') throw new Error('useMe outside of a signed-in screen')
  return seen.me
}

export const can = (me: Me, verb: string): boolean => me.verbs.includes(verb)
