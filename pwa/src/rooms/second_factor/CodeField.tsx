// The field for a code: the digits' own keyboard, filled in by the phone where it can; recovery codes have letters.
import { t } from '../../i18n'
import { Field } from '../../ui'

export function CodeField({ recovery = false, value, onValue, error }: {
  recovery?: boolean; value: string; onValue: (value: string) => void; error?: string | undefined
}) {
  return (
    <div class="code-field">
      {recovery
        ? <Field key="recovery" label={t('factor.recovery_code')} autocomplete="off" autocapitalize="characters" maxLength={16}
            value={value} onValue={onValue} error={error} />
        : <Field key="digits" label={t('factor.code')} inputMode="numeric" autocomplete="one-time-code" maxLength={7}
            value={value} onValue={onValue} error={error} />}
    </div>
  )
}
