// The code on a plate, as qr_codes/token.py defines it: parse and check only, no key. Both read qr_codes/examples.json.

export const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const LENGTH = 16
const LONGEST_INPUT = 2048
const IN_LINK = /^[^]*\/c\/([^/?#]*)/i
const SEPARATORS = /[\s\-\u00ad\u200b-\u200d\u2010-\u2015\u2060\u2212\ufeff]+/g

export type CodeErrorKind = 'letter' | 'length' | 'check'
export type ParsedCode = { ok: true; code: string } | { ok: false; kind: CodeErrorKind }

/** Reads a whole link or a typed code; a foreign letter is reported before a wrong length, that before a wrong check. */
export function parseCode(text: string): ParsedCode {
  if (Array.from(text).length > LONGEST_INPUT) return { ok: false, kind: 'length' }
  const plain = text.normalize('NFKC')
  const typed = (IN_LINK.exec(plain)?.[1] ?? plain).replace(SEPARATORS, '').toUpperCase()
  const letters = Array.from(typed.replace(/O/g, '0').replace(/[IL]/g, '1'))
  if (letters.some((letter) => !ALPHABET.includes(letter))) return { ok: false, kind: 'letter' }
  if (letters.length !== LENGTH) return { ok: false, kind: 'length' }
  const code = letters.join('')
  return checkCharacter(code.slice(0, -1)) === code.slice(-1) ? { ok: true, code } : { ok: false, kind: 'check' }
}

/** Over GF(32) with α⁵ = α² + 1: the character that makes the polynomial of body + itself vanish at α. */
export function checkCharacter(body: string): string {
  let total = 0
  for (const letter of body) total = timesAlpha(total ^ ALPHABET.indexOf(letter))
  return ALPHABET.charAt(total)
}

function timesAlpha(value: number): number {
  const doubled = value << 1
  return doubled & 0b100000 ? doubled ^ 0b100101 : doubled
}

/** As printed: XXXX-XXXX-XXXX-XXXX. */
export function grouped(code: string): string {
  return (code.match(/.{1,4}/g) ?? []).join('-')
}
