// An answer of the server that must be at hand without network: kept on the phone under its owner, shown with its age.
import type { Result } from '../api/client'
import type { Store } from './items'

/** Under this key lie the hazard kinds. */
export const TAXONOMY = 'taxonomy'

/** And under this one the rounds of the day, for each account that signs in on this phone. */
export const dayKey = (accountId: string): string => `patrol_day:${accountId}`

export interface Kept<T> { value: T; readAt: number }

/** The fresh answer, else the kept one; `undefined` kept: there is none, and the problem says why. */
export async function freshOrKept<T>(
  store: Store, key: string, read: () => Promise<Result<T>>, now = Date.now(),
): Promise<{ kept: Kept<T> | undefined; result: Result<T> }> {
  const result = await read()
  if (result.ok) {
    const kept = { value: result.value, readAt: now }
    // A full disk must not cost the screen its fresh answer.
    await store.writeDraft(key, kept).catch(() => undefined)
    return { kept, result }
  }
  return { kept: await store.readDraft<Kept<T>>(key), result }
}
