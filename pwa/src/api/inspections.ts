// 检查: planning and progress for offices, sheets for inspectors, the issue list of each school.
import { download, request } from './client'
import { queryText } from './query'
import type { Filled, Shapes } from './types'

export type Inspection = Filled<Shapes['Inspection']>
export type InspectionSummary = Filled<Shapes['InspectionSummary']>
export type Progress = Filled<Shapes['SheetProgress']>
export type Draw = Shapes['InspectionDraw']
export type Candidate = Filled<Shapes['Candidate']>
export type SheetData = Filled<Shapes['Sheet']>
export type SheetGroup = SheetData['groups'][number]
export type SheetLine = SheetGroup['items'][number]
export type SheetAnswer = SheetLine['heads'][number]
export type SheetTally = SheetData['tally']
export type PlanBody = Omit<Shapes['NewInspection'], 'id'>

export const readInspections = (cursor?: string) =>
  request<{ items: InspectionSummary[]; next: string | null }>('GET', `/inspections${queryText({ cursor })}`)

export const readInspection = (id: string) => request<Inspection>('GET', `/inspections/${id}`)

export const createInspection = (body: PlanBody & { id: string }) => request<Inspection>('POST', '/inspections', { body })

export const editInspection = (id: string, body: PlanBody & { version: number }) =>
  request<Inspection>('PUT', `/inspections/${id}`, { body })

export const drawLots = (id: string, body: { version: number; by?: string; size?: number }) =>
  request<Inspection>('POST', `/inspections/${id}/draw`, { body })

export const openInspection = (id: string, version: number) =>
  request<Inspection>('POST', `/inspections/${id}/opening`, { body: { version } })

export const closeInspection = (id: string, version: number) =>
  request<Inspection>('POST', `/inspections/${id}/closing`, { body: { version } })

export const findCandidates = (q: string) => request<{ items: Candidate[] }>('GET', `/inspections/candidates${queryText({ q })}`)

export const readMySheets = () => request<{ items: SheetData[] }>('GET', '/my_inspections')

export const readSheet = (id: string) => request<SheetData>('GET', `/inspection_records/${id}`)

export const linkCase = (id: string, item: string, case_id: string) =>
  request<SheetData>('POST', `/inspection_records/${id}/findings`, { body: { item, case_id } })

export const signSheet = (id: string, body: Shapes['SignatureForm']) =>
  request<SheetData>('POST', `/inspection_records/${id}/signatures`, { body })

export const correctSheet = (id: string, body: { id: string; item?: string; words: string }) =>
  request<SheetData>('POST', `/inspection_records/${id}/corrections`, { body })

export type ListFormat = 'pdf' | 'docx' | 'xlsx'
export const printIssueList = (id: string, format: ListFormat) =>
  download('GET', `/inspection_records/${id}/issue_list/${format}`)
