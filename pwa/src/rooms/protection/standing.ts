// How a standing looks and how answers read.
import type { Answers, Atom, Standing } from '../../api/protection'
import { t } from '../../i18n'
import type { PillTone } from '../../ui'

const TONES: Record<Standing, PillTone> = {
  verified: 'done', declared: 'wait', undeclared: 'open', unmet: 'late', refuted: 'late', expired: 'late', not_applicable: 'off',
}

export const toneOf = (standing: Standing): PillTone => TONES[standing]

export function answerWords({ questions }: Pick<Atom, 'questions'>, answers: Answers): string[] {
  return questions.map(({ key, label }) => t('protection.answer', { label, value: said(answers[key]) }))
}

const said = (value: Answers[string] | undefined): string =>
  typeof value === 'boolean' ? t(value ? 'protection.yes' : 'protection.no') : String(value ?? '—')
