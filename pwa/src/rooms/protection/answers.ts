// What somebody typed into a declaration, and what leaves: numbers as numbers, 是/否 as such, nothing guessed. Pure.
import type { Answers, Question } from '../../api/protection'

export type Typed = Record<string, string>

export const typedOf = (questions: readonly Question[], answers: Answers | undefined): Typed =>
  Object.fromEntries(questions.map(({ key, kind }) => [key, shown(kind, answers?.[key])]))

function shown(kind: Question['kind'], value: Answers[string] | undefined): string {
  if (value === undefined) return ''
  return kind === 'yes' ? (value ? 'yes' : 'no') : String(value)
}

/** Keys of texts by question; empty when all can leave. Full-width digits are digits. */
export function wrongIn(questions: readonly Question[], typed: Typed): Record<string, string> {
  const wrong = questions.filter(({ key, kind }) => !fits(kind, plain(typed[key] ?? '')))
  return Object.fromEntries(wrong.map(({ key, kind }) => [key, `protection.need.${kind}`]))
}

function fits(kind: Question['kind'], text: string): boolean {
  if (kind === 'yes') return text === 'yes' || text === 'no'
  if (kind === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(text)
  return /^\d{1,6}$/.test(text) && (kind === 'count' || Number(text) <= 100)
}

export const answersOf = (questions: readonly Question[], typed: Typed): Answers =>
  Object.fromEntries(questions.map(({ key, kind }) => {
    const text = plain(typed[key] ?? '')
    return [key, kind === 'yes' ? text === 'yes' : kind === 'date' ? text : Number(text)]
  }))

const plain = (text: string): string =>
  text.trim().replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
