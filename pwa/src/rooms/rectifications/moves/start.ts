// What stands in a form before anybody types: what the case says already, and one's own name where one takes it on.
import type { AllowedAction, CaseDetail } from '../../../api/cases'
import type { Values } from './values'

const NAMES_ITSELF = ['self_assign', 'fix_on_spot']

export function startOf({ action, typed_in }: Pick<AllowedAction, 'action' | 'typed_in'>, found: CaseDetail, me: string): Values {
  if (NAMES_ITSELF.includes(action)) return { category: found.category ?? '' }
  if (action === 'acknowledge') return typed_in ? {} : { responsible_name: me }
  if (action !== 'plan') return {}
  return { responsible_name: found.responsible_name ?? '', planned_measure: found.planned_measure ?? '' }
}
