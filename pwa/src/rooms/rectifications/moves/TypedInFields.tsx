// 代录: the joint office types what a unit handed over; from what paper, and who of the unit answers for it.
import { t } from '../../../i18n'
import { Banner, Choices, Field } from '../../../ui'
import { TYPED_IN_FROM } from './fields'
import { SIGNED_BY, SOURCE, type Values } from './values'

export function TypedInFields({ values, error, onValues }: {
  values: Values; error: string | undefined; onValues: (values: Values) => void
}) {
  return (
    <>
      <Banner><p>{t('typed_in.hint')}</p></Banner>
      <Choices label={t('typed_in.source')} value={String(values[SOURCE] ?? '')} onValue={(source) => onValues({ [SOURCE]: source })}
        choices={TYPED_IN_FROM.map((value) => ({ value, label: t(`typed_in.${value}`) }))} error={error} />
      <Field label={t('typed_in.name')} hint={t('typed_in.name_hint')} maxLength={40} value={String(values[SIGNED_BY] ?? '')}
        onValue={(name) => onValues({ [SIGNED_BY]: name })} />
    </>
  )
}
