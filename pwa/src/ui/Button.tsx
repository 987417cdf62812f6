// One button for every press: a link when it goes somewhere, a button when it does something.
import type { ComponentChildren } from 'preact'

import { Icon, type IconName } from './Icon'

export interface ButtonProps {
  children: ComponentChildren
  href?: string
  onPress?: () => void
  look?: 'primary' | 'quiet' | 'danger' | 'plain'
  big?: boolean
  icon?: IconName
  busy?: boolean
  disabled?: boolean
  submit?: boolean
  /** For a choice that can be taken back: pressed or not. */
  pressed?: boolean
}

export function Button({ children, href, onPress, look = 'primary', big, icon, busy, disabled, submit, pressed }: ButtonProps) {
  const name = `button ${look}${big ? ' big' : ''}${pressed ? ' picked' : ''}`
  const inside = (
    <>
      {busy ? <span class="spinner" aria-hidden="true" /> : icon && <Icon name={icon} />}
      <span>{children}</span>
    </>
  )
  if (href !== undefined) return <a class={name} href={href} onClick={onPress}>{inside}</a>
  return (
    <button class={name} type={submit ? 'submit' : 'button'} disabled={disabled || busy} aria-busy={busy} aria-pressed={pressed} onClick={onPress}>
      {inside}
    </button>
  )
}
