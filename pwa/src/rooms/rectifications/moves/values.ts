// What is typed into a form, what is still missing, and how it travels. Pure: the same table reads and writes.
import type { FormField } from './table'
import { dateOf, endOfDay, type Errors } from './validate'

export type Values = Record<string, string | boolean>

/** Inputs of one field: the joint office names both the paper and the person; a chosen school keeps its name for show. */
export const SOURCE = 'typed_in_source'
export const SIGNED_BY = 'typed_in_name'
export const nameOf = (field: string): string => `${field}_name`

export function emptyValues(fields: readonly FormField[]): Values {
  const all: Values = {}
  for (const { name, kind } of fields) {
    if (kind === 'typed_in') Object.assign(all, { [SOURCE]: '', [SIGNED_BY]: '' })
    else if (kind === 'school') Object.assign(all, { [name]: '', [nameOf(name)]: '' })
    else if (kind !== 'photo') all[name] = kind === 'check' ? false : ''
  }
  return all
}

const said = (value: string | boolean | undefined): string => (typeof value === 'string' ? value.trim() : '')

function lacks(field: FormField, values: Values, photos: number): boolean {
  const { name, kind, required, least = 1 } = field
  if (kind === 'photo') return required && photos === 0
  if (kind === 'check') return required && values[name] !== true
  if (kind === 'typed_in') return !said(values[SOURCE]) || !said(values[SIGNED_BY])
  const length = said(values[name]).length
  return required ? length < least : length > 0 && length < least
}

/** Names of fields that cannot go as they are, with the key of the sentence that says so. */
export function missing(action: string, fields: readonly FormField[], values: Values, photos: number): Errors {
  const wrong = fields.filter((field) => lacks(field, values, photos))
  return Object.fromEntries(wrong.map(({ name }) => [name, `need.${action}.${name}`]))
}

/** The body of the move, without the photos; what was left empty is left out. */
export function bodyOf(fields: readonly FormField[], values: Values): Record<string, unknown> {
  return Object.fromEntries(fields.flatMap((field) => {
    const value = valueToSend(field, values)
    return value === undefined ? [] : [[field.name, value]]
  }))
}

function valueToSend({ name, kind }: FormField, values: Values): unknown {
  if (kind === 'photo') return undefined
  if (kind === 'check') return values[name] === true
  if (kind === 'typed_in') return { source: values[SOURCE], name: said(values[SIGNED_BY]) }
  const text = said(values[name])
  if (!text) return undefined
  if (kind === 'date') return endOfDay(text)
  if (kind === 'position') return JSON.parse(text) as unknown
  return kind === 'yes_no' ? text === 'yes' : text
}

/** The same way back: what stood in the form whose move was refused. */
export function valuesOf(fields: readonly FormField[], body: Record<string, unknown>): Values {
  const all = emptyValues(fields)
  for (const { name, kind } of fields) {
    const sent = body[name]
    if (sent === undefined || sent === null) continue
    if (kind === 'typed_in') {
      const { source, name: signed } = sent as { source: string; name: string }
      Object.assign(all, { [SOURCE]: source, [SIGNED_BY]: signed })
    } else if (kind === 'date') all[name] = dateOf(String(sent))
    else if (kind === 'position') all[name] = JSON.stringify(sent)
    else if (kind === 'yes_no') all[name] = sent ? 'yes' : 'no'
    else all[name] = kind === 'check' ? sent === true : String(sent)
  }
  return all
}
