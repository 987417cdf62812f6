// Schools, their checkpoints, what stands behind a code, and placards.
import { download, request } from './client'
import { queryText } from './query'
import type { ScanContext } from './types'

export interface SchoolRow {
  id: string
  name: string
  short_name: string
  school_code: string
  school_type_label: string
  closed_on: string | null
}

export interface CheckpointRow {
  id: string
  name: string
  kind: string
  lat: number | null
  lng: number | null
  kind_label: string
  retired: boolean
}

export const readScanContext = (code: string) => request<ScanContext>('GET', `/site_codes/${code}`)

export const readSchools = (q: string, cursor?: string) =>
  request<{ items: SchoolRow[]; next: string | null }>('GET', `/schools${queryText({ q, cursor })}`)

export const readSchool = (id: string) => request<SchoolRow>('GET', `/schools/${id}`)

export const readCheckpoints = (schoolId: string) =>
  request<{ items: CheckpointRow[] }>('GET', `/schools/${schoolId}/checkpoints`)

export interface PlacardOrder { layout: 'a4x4' | 'single'; format: 'pdf' | 'svg'; checkpoint_ids?: string[] }

export const printPlacards = (schoolId: string, body: PlacardOrder) =>
  download('POST', `/schools/${schoolId}/placards`, { body, timeoutMs: 120_000 })
