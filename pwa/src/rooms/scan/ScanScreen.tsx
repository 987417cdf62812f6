// Scan a plate with the camera, or type what is printed under it. A code of ours opens its own page.
import { useState } from 'preact/hooks'

import { t } from '../../i18n'
import { can, useSession } from '../../session'
import { Banner, Button, Field } from '../../ui'
import { openPlate } from './open_plate'
import { readScan } from './payload'
import { useScanner } from './useScanner'

export default function ScanScreen() {
  const [typed, setTyped] = useState('')
  const [error, setError] = useState('')
  const [said, setSaid] = useState('')
  const session = useSession()
  const walker = session.state === 'signed_in' && can(session.me, 'patrol.walk') ? session.me.account.id : null
  const open = (text: string, fail: (message: string) => void) => {
    const scanned = readScan(text, location.host)
    if (scanned.kind === 'ours') void openPlate(scanned.code, walker, fail === setError ? 'typed' : 'page_scan')
    else fail(scanned.kind === 'foreign' ? t('scan.foreign', { text: scanned.text }) : t(`scan.wrong_${scanned.error}`))
  }
  const scanner = useScanner((text) => open(text, setSaid))
  return (
    <section class="stack-wide">
      <h1>{t('scan.title')}</h1>
      <div class="stack" aria-live="polite">
        {scanner.state === 'starting' || scanner.state === 'looking' ? (
          <div class="viewfinder">
            <video ref={scanner.video} playsInline muted />
            <p>{t(`scan.${scanner.state}`)}</p>
          </div>
        ) : (
          <Banner tone="warning" icon="camera">
            <h3>{t(`scan.${scanner.state}`)}</h3>
            <p>{t(`scan.${scanner.state}_detail`)}</p>
            <Button look="quiet" onPress={scanner.restart}>{t('retry')}</Button>
          </Banner>
        )}
        {said && <Banner tone="warning"><p>{said}</p></Banner>}
      </div>
      <form class="stack" noValidate onSubmit={(event) => { event.preventDefault(); open(typed, setError) }}>
        <Field label={t('scan.type')} hint={t('scan.type_hint')} value={typed} onValue={setTyped} autocapitalize="characters"
          autocomplete="off" name="site_code" placeholder="XXXX-XXXX-XXXX-XXXX" error={error} />
        <Button submit look="quiet">{t('scan.open')}</Button>
      </form>
      <Button look="plain" href="/app/report">{t('scan.no_code')}</Button>
    </section>
  )
}
