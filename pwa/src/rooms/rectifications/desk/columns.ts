// Which columns the ledger shows; each person's choice is kept on this device.
import { useKept } from './kept'

export const COLUMN_KEYS = ['number', 'where', 'unit', 'state', 'severity', 'handling', 'clock', 'due', 'reported'] as const
export type ColumnKey = (typeof COLUMN_KEYS)[number]

export const USUAL: readonly ColumnKey[] = ['where', 'unit', 'state', 'clock', 'reported']
/** By what the list can be sorted: the column, and the word in the address. */
export const SORTS: Partial<Record<ColumnKey, string>> = { clock: 'due', due: 'due', reported: '' }

export function useColumns(accountId: string): [readonly ColumnKey[], (columns: ColumnKey[]) => void] {
  const [kept, keep] = useKept<readonly ColumnKey[]>(`xiaoanma.ledger_columns.${accountId}`, USUAL)
  return [COLUMN_KEYS.filter((key) => kept.includes(key)), keep]
}
