// The last step: ten codes for the day the phone is gone. They exist on this screen only; the server keeps hashes.
import { t } from '../../i18n'
import { Banner, Button } from '../../ui'
import { saveFile } from '../save_file'

export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const save = () => saveFile(new Blob([codes.join('\r\n')], { type: 'text/plain;charset=utf-8' }), `${t('factor.codes_file')}.txt`)
  return (
    <>
      <Banner tone="warning"><h3>{t('factor.codes')}</h3><p>{t('factor.codes_detail')}</p></Banner>
      <ol class="card recovery-codes">{codes.map((code) => <li class="code" key={code}>{code}</li>)}</ol>
      <Button look="quiet" onPress={save}>{t('factor.codes_save')}</Button>
      <Button onPress={onKept}>{t('factor.codes_kept')}</Button>
    </>
  )
}
