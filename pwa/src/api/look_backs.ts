// 回头看 and 复发: what follows closed cases.
import { request } from './client'
import { queryText } from './query'
import type { CaseSummary, Shapes } from './types'

export type LookBack = Omit<Shapes['LookBack'], 'case'> & { case: CaseSummary }
export type LookBackQuery = Record<string, string>
export type Recurrence = Shapes['Recurrence']

export const readLookBacks = (query: LookBackQuery) =>
  request<{ items: LookBack[]; next: string | null }>('GET', `/look_backs${queryText(query)}`)

export const readRecurrence = () => request<Recurrence>('GET', '/figures/recurrence')
