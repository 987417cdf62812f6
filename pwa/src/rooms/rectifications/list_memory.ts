// The ledger as it was left: coming back from a case shows the same list at the same place. A changed case forgets it.
import type { CaseSummary } from '../../api/types'

export interface RememberedList { search: string; items: CaseSummary[]; next: string | null; scroll: number; at: number }

const FRESH_MS = 5 * 60_000
let remembered: RememberedList | undefined

export const rememberList = (list: RememberedList): void => void (remembered = list)

export const forgetList = (): void => void (remembered = undefined)

export const recallList = (search: string, now: number = Date.now()): RememberedList | undefined =>
  remembered && remembered.search === search && now - remembered.at < FRESH_MS ? remembered : undefined
