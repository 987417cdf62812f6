// A message that stays where it belongs. The word and the icon say what it is; the colour only helps.
import type { ComponentChildren } from 'preact'

import { Icon, type IconName } from './Icon'

const ICONS: Record<string, IconName> = { info: 'info', warning: 'warning', danger: 'warning', success: 'done' }

export function Banner({ tone = 'info', icon, children }: {
  tone?: 'info' | 'warning' | 'danger' | 'success'; icon?: IconName; children: ComponentChildren
}) {
  return (
    <div class={`banner ${tone}`} role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon name={icon ?? ICONS[tone] ?? 'info'} />
      <div>{children}</div>
    </div>
  )
}
