import { uuidv7 } from './uuidv7'

const KEY = 'xiaoanma.device'

/** A random mark of this browser, only against flooding; the server keeps it for days, not months. */
export function deviceKey(): string | undefined {
  try {
    const known = localStorage.getItem(KEY) ?? uuidv7()
    localStorage.setItem(KEY, known)
    return known
  } catch {
    return undefined
  }
}
