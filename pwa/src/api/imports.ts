// Excel imports of schools with their points and of accounts: preview first, written only when confirmed.
import { download, request } from './client'
import type { Filled, Shapes } from './types'

export type ImportKind = 'places' | 'accounts'

type Mistake = { column: string; message: string }
type Preview = Filled<Shapes['ImportShown']>
type Counts = Omit<Filled<Shapes['PlaceImportShown']>, 'rows'>

/** `sheet` only where a file has several. */
export type ImportRow = Omit<Preview['rows'][number], 'errors'> & { sheet?: string; errors: Mistake[] }
/** The counts beyond ok and failed come with places only: of a long table not every row is sent. */
export type ImportPreview = Pick<Preview, 'id' | 'ok' | 'failed'> & Partial<Counts> & { rows: ImportRow[] }
export type FirstPassword = Filled<Shapes['FirstPassword']>
export type ImportResult = Filled<Shapes['PlaceImportDone']> & { first_passwords?: FirstPassword[] }

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const uploadImport = (kind: ImportKind, bytes: ArrayBuffer) =>
  request<ImportPreview>('POST', `/${kind}/imports`, { bytes, type: XLSX })

export const confirmImport = (kind: ImportKind, id: string, only_clean: boolean) =>
  request<ImportResult>('POST', `/${kind}/imports/${id}/confirmation`, { body: { only_clean } })

export const readTemplate = (kind: ImportKind) => download('GET', `/${kind}/imports/template.xlsx`)
