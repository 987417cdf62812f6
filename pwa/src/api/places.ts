// Schools, their checkpoints, what stands behind a code, and placards.
import { download, request } from './client'
import { queryText } from './query'
import type { Filled, ScanContext, Shapes } from './types'

export type SchoolRow = Filled<Shapes['SchoolItem']>
export type SchoolDetail = Filled<Shapes['SchoolShown']>
export type CheckpointRow = Filled<Shapes['CheckpointShown']>

export const readScanContext = (code: string) => request<ScanContext>('GET', `/site_codes/${code}`)

export const readSchools = (q: string, cursor?: string) =>
  request<{ items: SchoolRow[]; next: string | null }>('GET', `/schools${queryText({ q, cursor })}`)

export const readSchool = (id: string) => request<SchoolDetail>('GET', `/schools/${id}`)

export const renameSchool = (id: string, body: Shapes['SchoolRenamed']) =>
  request<SchoolDetail>('PUT', `/schools/${id}/name`, { body })

export const mergeSchool = (id: string, intoId: string) =>
  request<Shapes['Merged']>('POST', `/schools/${id}/merger`, { body: { into_id: intoId } })

export const readCheckpoints = (schoolId: string) =>
  request<{ items: CheckpointRow[] }>('GET', `/schools/${schoolId}/checkpoints`)

export type PlacardOrder = Shapes['PlacardOrder']

export const printPlacards = (schoolId: string, body: PlacardOrder) =>
  download('POST', `/schools/${schoolId}/placards`, { body, timeoutMs: 120_000 })
