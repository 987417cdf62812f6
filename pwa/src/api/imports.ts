// Excel imports of schools with their points and of accounts: preview first, written only when confirmed.
import { download, request } from './client'

export type ImportKind = 'places' | 'accounts'

export interface ImportRow {
  sheet?: string
  row: number
  status: 'ok' | 'error' | 'unchanged'
  values: Record<string, unknown>
  errors: { column: string; message: string }[]
}

export interface ImportPreview {
  id: string
  rows: ImportRow[]
  ok: number
  failed: number
  unchanged?: number
  /** Of a long table only some rows come back, the wrong ones first. */
  not_shown?: number
  ignored_columns?: string[]
}

export interface FirstPassword { identifier: string; display_name?: string; password: string }

export interface ImportResult { created: number; updated: number; first_passwords?: FirstPassword[] }

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const uploadImport = (kind: ImportKind, bytes: ArrayBuffer) =>
  request<ImportPreview>('POST', `/${kind}/imports`, { bytes, type: XLSX })

export const confirmImport = (kind: ImportKind, id: string, only_clean: boolean) =>
  request<ImportResult>('POST', `/${kind}/imports/${id}/confirmation`, { body: { only_clean } })

export const readTemplate = (kind: ImportKind) => download('GET', `/${kind}/imports/template.xlsx`)
