// 文书: drafted, printed as PDF or Word, signed by a person.
import { download, request } from './client'
import { queryText } from './query'
import type { Shapes } from './types'

export type Letter = Shapes['Letter']

export const readLetters = (caseId: string) =>
  request<{ items: Letter[]; next: string | null }>('GET', `/letters${queryText({ case_id: caseId })}`)

export const draftLetter = (caseId: string, kind: string) =>
  request<Letter>('POST', '/letters', { body: { case_id: caseId, kind } })

export const signLetter = (id: string, body: { document_no: string; signed_name: string }) =>
  request<Letter>('POST', `/letters/${id}/signature`, { body })

export const voidLetter = (id: string) => request<Letter>('POST', `/letters/${id}/voidance`, { body: {} })

export const printLetter = (id: string, format: 'pdf' | 'docx') => download('GET', `/letters/${id}/${format}`)
