// A report that went out later, while one was looking at something else: here is its pickup code after all.
import { useEffect, useState } from 'preact/hooks'

import { t } from '../../i18n'
import { offline, type Receipt } from '../../offline'
import { Banner, Button, Fours } from '../../ui'

export function SentNote() {
  const [sent, setSent] = useState<Receipt>()
  useEffect(() => {
    void offline().then(({ outbox }) => outbox.whenDone(setSent))
  }, [])
  const code = sent?.answer.pickup_code
  if (!sent || !code) return null
  return (
    <div class="outbox">
      <Banner tone="success">
        <h3>{t('sent.title')}</h3>
        <p>{sent.title}</p>
        <p>{t('sent.code')} <b><Fours code={code} /></b></p>
        <Button look="quiet" href={`/p#${code}`}>{t('done.follow')}</Button>
      </Banner>
    </div>
  )
}
