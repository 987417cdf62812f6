// Excel imports: preview first, written only when confirmed. The ledger's preview comes page by page.
import { download, request } from './client'
import type { Filled, Shapes } from './types'

export type ImportKind = 'ledger' | 'handover' | 'places' | 'accounts'
export type ListKind = Exclude<ImportKind, 'ledger'>

type Mistake = { column: string; message: string }
type Preview = Filled<Shapes['ImportShown']>
type Counts = Omit<Filled<Shapes['PlaceImportShown']>, 'rows'>

/** `sheet` only where a file has several, `notice` only on sheets that came back from a unit. */
export type ImportRow = Omit<Preview['rows'][number], 'errors'> & { sheet?: string; notice?: string; errors: Mistake[] }
/** The counts beyond ok and failed come with places only: of a long table not every row is sent. */
export type ImportPreview = Pick<Preview, 'id' | 'ok' | 'failed'> & Partial<Counts> & { rows: ImportRow[] }
export type FirstPassword = Filled<Shapes['FirstPassword']>
export type ImportResult = Filled<Shapes['PlaceImportDone']> & { first_passwords?: FirstPassword[] }
export type HandoverResult = Filled<Shapes['HandoverDone']>
export type LedgerPreview = Filled<Shapes['LedgerImportShown']>
export type LedgerRow = LedgerPreview['rows'][number]
export type LedgerResult = Filled<Shapes['LedgerImportDone']>
export type LedgerShow = 'error' | 'create' | 'exists' | 'warning'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const PATHS: Record<ImportKind, string> = {
  ledger: '/imports/ledger', handover: '/imports/handover', places: '/places/imports', accounts: '/accounts/imports',
}
const LONG = 300_000

export const uploadImport = (kind: ListKind, bytes: ArrayBuffer) =>
  request<ImportPreview>('POST', PATHS[kind], { bytes, type: XLSX })

export const confirmImport = (kind: ListKind, id: string, only_clean: boolean) =>
  request<ImportResult & HandoverResult>('POST', `${PATHS[kind]}/${id}/confirmation`, { body: { only_clean } })

export const uploadLedger = (bytes: ArrayBuffer, name: string) =>
  request<LedgerPreview>('POST', `${PATHS.ledger}?file_name=${encodeURIComponent(name.slice(-200))}`, {
    bytes, type: XLSX, timeoutMs: LONG,
  })

export const readLedgerPage = (id: string, show: LedgerShow, page: number) =>
  request<LedgerPreview>('GET', `${PATHS.ledger}/${id}?show=${show}&page=${page}`)

export const confirmLedger = (id: string) =>
  request<LedgerResult>('POST', `${PATHS.ledger}/${id}/confirmation`, { body: { only_clean: true }, timeoutMs: LONG })

export const readTemplate = (kind: ImportKind) => download('GET', `${PATHS[kind]}/template.xlsx`)
