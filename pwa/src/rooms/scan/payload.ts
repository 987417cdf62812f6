// What a scanned or typed text is: one of our codes (with the address to go to), somebody else's, or a slip.
import { parseCode, type CodeErrorKind } from '../../codes/code'

export type Scanned =
  | { kind: 'ours'; code: string }
  | { kind: 'foreign'; text: string }
  | { kind: 'wrong'; error: CodeErrorKind }

const LINK = /^https?:\/\//i

export function readScan(text: string, host: string): Scanned {
  const plain = text.trim()
  if (LINK.test(plain) && hostOf(plain) !== host.toLowerCase()) return { kind: 'foreign', text: hostOf(plain) || plain }
  const parsed = parseCode(plain)
  if (parsed.ok) return { kind: 'ours', code: parsed.code }
  return LINK.test(plain) ? { kind: 'foreign', text: plain } : { kind: 'wrong', error: parsed.kind }
}

function hostOf(link: string): string {
  try {
    return new URL(link).host.toLowerCase()
  } catch {
    return ''
  }
}
