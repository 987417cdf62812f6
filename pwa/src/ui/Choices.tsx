// One of a few short answers, all visible at once: a real radio group, drawn as buttons.
import { useId } from 'preact/hooks'

import type { Choice } from './Field'

export function Choices({ label, hint, error, value, choices, onValue }: {
  label: string; hint?: string | undefined; error?: string | undefined; value: string; choices: readonly Choice[]
  onValue: (value: string) => void
}) {
  const name = useId()
  return (
    <fieldset class="field choices">
      <legend>{label}</legend>
      {hint && <p class="hint">{hint}</p>}
      <div class={choices.length === 3 ? 'three' : ''}>
        {choices.map((choice) => (
          <label key={choice.value} class={choice.value === value ? 'choice on' : 'choice'}>
            <input type="radio" name={name} value={choice.value} checked={choice.value === value}
              onChange={() => onValue(choice.value)} />
            <span>{choice.label}</span>
          </label>
        ))}
      </div>
      {error && <p class="error" role="alert">{error}</p>}
    </fieldset>
  )
}
