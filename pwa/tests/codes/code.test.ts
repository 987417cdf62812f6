import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { ALPHABET, checkCharacter, grouped, parseCode } from '../../src/codes/code'

interface Examples {
  valid: { note: string; input: string; code: string; grouped: string }[]
  invalid: { note: string; input: string; kind: string }[]
}

const EXAMPLES = JSON.parse(readFileSync(join(import.meta.dirname, '../../../qr_codes/examples.json'), 'utf8')) as Examples
const BODY = 'D1SAMPXECQDE000'
const GOOD = BODY + checkCharacter(BODY)

describe('the code on a plate', () => {
  it('reads a whole link, either case, groups, and the letters people confuse', () => {
    for (const text of [GOOD, GOOD.toLowerCase(), grouped(GOOD), `https://example.org/c/${GOOD}?report=1#report`,
      ` ${grouped(GOOD).replace(/-/g, ' ')} `, GOOD.replace(/0/g, 'O').replace(/1/g, 'l')]) {
      expect(parseCode(text)).toEqual({ ok: true, code: GOOD })
    }
  })

  it('tells a foreign letter before a wrong length before a wrong check character', () => {
    expect(parseCode('U')).toEqual({ ok: false, kind: 'letter' })
    expect(parseCode(GOOD.slice(1))).toEqual({ ok: false, kind: 'length' })
    expect(parseCode(`${BODY}${GOOD.endsWith('0') ? '1' : '0'}`)).toEqual({ ok: false, kind: 'check' })
  })

  it('sees every single wrong character and every swap of neighbours', () => {
    for (let at = 0; at < GOOD.length; at += 1) {
      for (const letter of ALPHABET) {
        const wrong = GOOD.slice(0, at) + letter + GOOD.slice(at + 1)
        expect(parseCode(wrong).ok).toBe(wrong === GOOD)
      }
      const swapped = GOOD.slice(0, at) + GOOD.charAt(at + 1) + GOOD.charAt(at) + GOOD.slice(at + 2)
      expect(parseCode(swapped).ok).toBe(swapped === GOOD)
    }
  })

  it.each(EXAMPLES.valid)('is read as the server reads it: $note', ({ input, code, grouped: inGroups }) => {
    expect(parseCode(input)).toEqual({ ok: true, code })
    expect(grouped(code)).toBe(inGroups)
  })

  it.each(EXAMPLES.invalid)('is refused as the server refuses it: $note', ({ input, kind }) => {
    expect(parseCode(input)).toEqual({ ok: false, kind })
  })
})
