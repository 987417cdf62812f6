// Erasing by law: asking for it, and the second person's decision.
import { request } from './client'
import { queryText } from './query'
import type { Shapes } from './types'

export type Erasure = Shapes['Erasure']
export type NewErasure = Shapes['NewErasure']

export const readErasures = (caseId?: string) =>
  request<{ items: Erasure[] }>('GET', `/erasure_requests${queryText({ case_id: caseId })}`)

export const askErasure = (caseId: string, body: NewErasure) =>
  request<Erasure>('POST', `/cases/${caseId}/erasure_requests`, { body })

export const decideErasure = (id: string, decision: 'approval' | 'refusal') =>
  request<Erasure>('POST', `/erasure_requests/${id}/${decision}`, { body: {} })
