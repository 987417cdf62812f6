// The checklist as it was answered; what was answered "no" stands first.
import type { VisitPage } from '../../api/visits'
import { t } from '../../i18n'

const ORDER = ['no', 'yes', 'na']

export function Answers({ visit }: { visit: VisitPage }) {
  if (!visit.answers.length) return null
  const sorted = [...visit.answers].sort((a, b) => ORDER.indexOf(a.answer) - ORDER.indexOf(b.answer))
  return (
    <ul class="answers">
      {sorted.map(({ item, text, answer }) => (
        <li key={item} class={answer}><span>{text}</span><b>{t(`answer.${answer}`)}</b></li>
      ))}
    </ul>
  )
}
