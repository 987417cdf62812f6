// What may honestly be said of the numbers of 复发. Pure.
import type { BoardBy } from '../../api/cases'
import type { Recurrence } from '../../api/look_backs'

/** Below this many struck-off cases one more or less moves the share by more than three points. */
export const FEW = 30

type Share = Pick<Recurrence, 'closed' | 'rate'>

/** Per cent with one decimal; undefined of too few. */
export function rateOf({ closed, rate }: Share): string | undefined {
  return closed < FEW || rate === null ? undefined : String(Math.round(rate * 10) / 10)
}

/** Units or schools where something came back, in the order of their names: nobody is ranked. */
export function cameBack(found: Recurrence, by: BoardBy): Recurrence['units'] {
  const lines = by === 'unit' ? found.units : by === 'school' ? found.schools : []
  return lines.filter(({ recurred }) => recurred > 0)
}
