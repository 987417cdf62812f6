import { t } from '../../../i18n'
import type { Errors } from './validate'

/** Keys of texts become the texts. */
export function translate(errors: Errors): Errors {
  return Object.fromEntries(Object.entries(errors).map(([name, key]) => [name, t(key)]))
}
