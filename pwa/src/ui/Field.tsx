// Label, hint, input and error bound together for screen readers. Native inputs: the phone's own date picker and select win.
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

interface Frame {
  label: string
  hint?: string | undefined
  error?: string | undefined
  optional?: string | undefined
}

interface TextProps extends Frame {
  type?: 'text' | 'password' | 'date' | 'datetime-local' | 'number' | 'tel' | 'search'
  name?: string
  placeholder?: string
  autocomplete?: string
  autocapitalize?: 'none' | 'characters'
  inputMode?: 'numeric' | 'tel' | 'text' | 'search'
  maxLength?: number
  required?: boolean
  min?: string
  max?: string
  value: string
  onValue: (value: string) => void
  rows?: number
}

function Framed({ id, label, hint, error, optional, children }: Frame & { id: string; children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={id}>{label}{optional && <span class="optional">{optional}</span>}</label>
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      {children}
      {error && <p class="error" id={`${id}-error`} role="alert">{error}</p>}
    </div>
  )
}

function described(id: string, { hint, error }: Frame) {
  return [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
}

/** A text, password, date, number … input; with `rows` a textarea. */
export function Field({ label, hint, error, optional, value, onValue, rows, type = 'text', ...rest }: TextProps) {
  const id = useId()
  const frame = { label, hint, error, optional }
  const shared = { id, class: 'input', value, 'aria-invalid': Boolean(error), 'aria-describedby': described(id, frame) }
  return (
    <Framed id={id} {...frame}>
      {rows
        ? <textarea {...shared} {...some(rest)} rows={rows} onInput={(event) => onValue(event.currentTarget.value)} />
        : <input {...rest} type={type as 'text'} {...shared} onInput={(event) => onValue(event.currentTarget.value)} />}
    </Framed>
  )
}

function some({ name, placeholder, maxLength, required }: Partial<TextProps>) {
  return { name, placeholder, maxLength, required }
}

export interface Choice { value: string; label: string }

/** A native select; `choices` in the order to show. */
export function SelectField({ value, onValue, choices, ...frame }: Frame & {
  value: string; onValue: (value: string) => void; choices: readonly Choice[]
}) {
  const id = useId()
  return (
    <Framed id={id} {...frame}>
      <select id={id} class="input" value={value} aria-invalid={Boolean(frame.error)} aria-describedby={described(id, frame)}
        onChange={(event) => onValue(event.currentTarget.value)}>
        {choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.label}</option>)}
      </select>
    </Framed>
  )
}

export function CheckField({ label, checked, onValue }: { label: string; checked: boolean; onValue: (on: boolean) => void }) {
  return (
    <label class="check">
      <input type="checkbox" checked={checked} onChange={(event) => onValue(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  )
}
