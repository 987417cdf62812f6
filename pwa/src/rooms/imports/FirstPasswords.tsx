// First passwords exist only on this screen: the server keeps hashes. Hand them over on paper or take them as a file.
import type { FirstPassword } from '../../api/imports'
import { t } from '../../i18n'
import { Banner, Button } from '../../ui'
import { saveFile } from '../save_file'

const HEADINGS = ['invitation.name', 'sign_in.identifier', 'password.given']

export function FirstPasswords({ items }: { items: readonly FirstPassword[] }) {
  const save = () => {
    const file = new Blob([csvOf(items)], { type: 'text/csv;charset=utf-8' })
    saveFile(file, `${t('imports.passwords_file')}.csv`)
  }
  return (
    <>
      <Banner tone="warning"><h3>{t('imports.passwords')}</h3><p>{t('imports.passwords_hint')}</p></Banner>
      <Button onPress={save}>{t('imports.passwords_save')}</Button>
      <div class="table-wrap">
        <table class="table">
          <thead><tr><th scope="col">{t('invitation.name')}</th><th scope="col">{t('password.given')}</th></tr></thead>
          <tbody>
            {items.map(({ identifier, display_name, password }) => (
              <tr key={identifier}>
                <td>{display_name}<span class="code">{identifier}</span></td>
                <td class="code">{password}</td>
              </tr>
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
  const head = HEADINGS.map((key) => t(key))
  const lines = items.map(({ display_name = '', identifier, password }) => [display_name, identifier, password])
  return `\ufeff${[head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}
