// The pickup code, as large as the phone allows, and the way to keep it.
import { useState } from 'preact/hooks'

import { t } from '../../i18n'
import { Button, Fours } from '../../ui'

export function Ticket({ code, lasting }: { code: string; lasting: boolean }) {
  const [copied, setCopied] = useState(false)
  return (
    <div class="ticket">
      <p class="soft">{t('done.code')}</p>
      <p class="number"><Fours code={code} id="pickup-code" /></p>
      {lasting && <p>{t('done.code_kept')}</p>}
      <p class="soft">{t(lasting ? 'done.code_other' : 'done.code_hint')}</p>
      <Button look="quiet" {...(copied && { icon: 'check' })} onPress={() => void copyText(code).then(setCopied)}>
        {t(copied ? 'done.copied' : 'done.copy')}
      </Button>
    </div>
  )
}

/** The clipboard needs HTTPS and a recent browser; the old way serves the others. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const range = document.createRange()
    range.selectNodeContents(document.getElementById('pickup-code') ?? document.body)
    getSelection()?.removeAllRanges()
    getSelection()?.addRange(range)
    return document.execCommand('copy')
  }
}
