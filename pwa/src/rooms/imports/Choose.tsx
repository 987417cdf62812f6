// The first step of every import: the template to fill in, and the file to take.
import { t } from '../../i18n'
import { Button } from '../../ui'

export function Choose({ how, busy, onFile, onTemplate }: {
  how: string; busy: boolean; onFile: (file: File) => void; onTemplate?: (() => void) | undefined
}) {
  const pick = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement
    const file = input.files?.[0]
    input.value = ''
    if (file) onFile(file)
  }
  return (
    <>
      <p>{how}</p>
      {onTemplate && <Button look="quiet" onPress={onTemplate}>{t('imports.template')}</Button>}
      <label class="file-drop">
        {busy ? t('imports.reading') : t('imports.choose')}
        <input type="file" accept=".xlsx" disabled={busy} onChange={pick} />
      </label>
    </>
  )
}
