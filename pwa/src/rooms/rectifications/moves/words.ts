// Words of a form: what this move says of a field, else what every move says of it.
import { hasText, t } from '../../../i18n'
import type { Errors } from './validate'

const key = (about: string, action: string, name: string): string =>
  [`${about}.${action}.${name}`].find(hasText) ?? `${about}.${name}`

export const labelOf = (action: string, name: string): string => t(key('field', action, name))

export function hintOf(action: string, name: string): string | undefined {
  const found = key('hint', action, name)
  return hasText(found) ? t(found) : undefined
}

/** Keys of texts become the texts; `need.<action>.<field>` falls back to `need.<field>`. */
export function translate(errors: Errors): Errors {
  return Object.fromEntries(Object.entries(errors).map(([name, asked]) => {
    const [about = '', action = '', field] = asked.split('.')
    return [name, field ? t(key(about, action, field)) : t(asked)]
  }))
}
