// A state by sign and word.
import { named } from '../../i18n'
import { Icon } from '../../ui'
import { signOf } from './states'

/** `label`: the server's word for the state, or (`counted`) a text of our own that says more than the state. */
export function StateSign({ state, label, counted = false }: { state: string; label: string; counted?: boolean }) {
  return (
    <span class={`round-state ${state}`}>
      <Icon path={signOf(state)} />{counted ? label : named(`round.${state}`, label)}
    </span>
  )
}
