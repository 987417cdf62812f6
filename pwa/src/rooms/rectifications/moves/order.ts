// Which moves stand where: the main one under the thumb, one beside it, the rest by subject.
import type { AllowedAction, CaseDetail } from '../../../api/cases'
import { named, t } from '../../../i18n'
import { BESIDE, GROUPS, MOVES, type Group } from './table'

export interface Arranged {
  main: AllowedAction | undefined
  beside: AllowedAction | undefined
  rest: { group: Group; actions: AllowedAction[] }[]
}

export function inWords(action: AllowedAction): AllowedAction {
  const label = named(`action.${action.action}`, action.label)
  return { ...action, label: action.typed_in ? t('action.typed_in', { action: label }) : label }
}

const rank = ({ action }: AllowedAction): number => {
  const place = (BESIDE as readonly string[]).indexOf(action)
  return place < 0 ? BESIDE.length : place
}

/** Moves that this app has no form for are left out: an older app under a newer server. */
export function arranged(actions: readonly AllowedAction[]): Arranged {
  const known = actions.filter(({ action }) => action in MOVES)
  const main = known.find((each) => each.main)
  const others = known.filter((each) => each !== main)
  const own = others.filter(({ typed_in }) => !typed_in)
  const [beside] = [...own].sort((a, b) => rank(a) - rank(b))
  const left = others.filter((each) => each !== beside)
  const rest = GROUPS.map((group) => ({ group, actions: left.filter(({ action }) => MOVES[action]?.group === group) }))
  return { main, beside, rest: rest.filter(({ actions: some }) => some.length > 0) }
}

type Refused = CaseDetail['refused_actions'][number]

/** Why the main move is missing, each reason once: only where no main move is left to make. */
export function refusalsToTell({ allowed_actions: allowed, refused_actions: refused }: CaseDetail): Refused[] {
  if (allowed.some(({ main }) => main)) return []
  const told = refused.filter(({ main, action }) => main && !allowed.some((each) => each.action === action))
  return told.filter(({ reason }, index) => told.findIndex((each) => each.reason === reason) === index)
}

/** What else is refused with a reason worth reading, for those who look for it among all moves. */
export const otherRefusals = ({ refused_actions: refused }: CaseDetail): Refused[] => refused.filter(({ main }) => !main)
