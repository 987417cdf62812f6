// Schools, their checkpoints, what stands behind a code, and placards.
import { download, request } from './client'
import { queryText } from './query'
import type { Filled, ScanContext, Shapes } from './types'

export type SchoolRow = Filled<Shapes['SchoolItem']>
export type CheckpointRow = Filled<Shapes['CheckpointShown']>

export const readScanContext = (code: string) => request<ScanContext>('GET', `/site_codes/${code}`)

export const readSchools = (q: string, cursor?: string) =>
  request<{ items: SchoolRow[]; next: string | null }>('GET', `/schools${queryText({ q, cursor })}`)

export const readSchool = (id: string) => request<SchoolRow>('GET', `/schools/${id}`)

export const readCheckpoints = (schoolId: string) =>
  request<{ items: CheckpointRow[] }>('GET', `/schools/${schoolId}/checkpoints`)

export type PlacardOrder = Shapes['PlacardOrder']

export const printPlacards = (schoolId: string, body: PlacardOrder) =>
  download('POST', `/schools/${schoolId}/placards`, { body, timeoutMs: 120_000 })
