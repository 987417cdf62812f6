// First passwords exist only on this screen: the server keeps hashes. Hand them over on paper or take them as a file.
import type { FirstPassword } from '../../api/imports'
import { t } from '../../i18n'
import { Banner, Button } from '../../ui'
import { saveFile } from '../save_file'

export function FirstPasswords({ items }: { items: readonly FirstPassword[] }) {
  const save = () => saveFile(new Blob([csvOf(items)], { type: 'text/csv;charset=utf-8' }), `${t('imports.passwords_file')}.csv`)
  return (
    <>
      <Banner tone="warning"><h3>{t('imports.passwords')}</h3><p>{t('imports.passwords_hint')}</p></Banner>
      <Button onPress={save}>{t('imports.passwords_save')}</Button>
      <div class="table-wrap">
        <table class="table">
          <thead><tr><th scope="col">{t('invitation.name')}</th><th scope="col">{t('sign_in.identifier')}</th><th scope="col">{t('password.given')}</th></tr></thead>
          <tbody>
            {items.map(({ identifier, display_name, password }) => (
              <tr key={identifier}><td>{display_name}</td><td class="code">{identifier}</td><td class="code">{password}</td></tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

/** With a byte order mark, so that Excel reads it as UTF-8; a cell never starts like a formula. */
export function csvOf(items: readonly FirstPassword[]): string {
  const cell = (text: string) => `"${(/^[=+\-@\t]/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`
  const head = [t('invitation.name'), t('sign_in.identifier'), t('password.given')]
  const lines = items.map(({ display_name = '', identifier, password }) => [display_name, identifier, password])
  return `\ufeff${[head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}
