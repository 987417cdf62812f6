import { describe, expect, it } from 'vitest'

import { checkCharacter } from '../../src/codes/code'
import { readScan } from '../../src/rooms/scan/payload'

const BODY = 'D1SAMPXECQDE000'
const CODE = BODY + checkCharacter(BODY)
const HOST = 'xa.example.cn'

describe('a scanned text', () => {
  it('is ours as a link to our host, in capitals too, or as a bare code', () => {
    for (const text of [`https://${HOST}/c/${CODE}`, `HTTPS://XA.EXAMPLE.CN/C/${CODE}`, CODE.toLowerCase(), ` ${CODE} `]) {
      expect(readScan(text, HOST)).toEqual({ kind: 'ours', code: CODE })
    }
  })

  it('is foreign when it leads to another host, however it ends', () => {
    expect(readScan(`https://evil.example/c/${CODE}`, HOST)).toEqual({ kind: 'foreign', text: 'evil.example' })
    expect(readScan(`https://${HOST}.evil.example/c/${CODE}`, HOST).kind).toBe('foreign')
    expect(readScan(`https://${HOST}/pay/100`, HOST).kind).toBe('foreign')
  })

  it('is a slip when typed wrong, with the kind of slip', () => {
    expect(readScan('D1SA', HOST)).toEqual({ kind: 'wrong', error: 'length' })
    expect(readScan('U', HOST)).toEqual({ kind: 'wrong', error: 'letter' })
  })
})
