// The screens nobody plans for: nothing there, still loading, went wrong. Each says what to do next.
import type { ComponentChildren } from 'preact'

import { Button } from './Button'
import { Icon, type IconName } from './Icon'

export function EmptyState({ icon = 'done', title, children }: {
  icon?: IconName; title: string; children?: ComponentChildren
}) {
  return <div class="state"><Icon name={icon} /><h2>{title}</h2>{children && <p>{children}</p>}</div>
}

export function ErrorState({ title, detail, retryLabel, onRetry, offline }: {
  title: string; detail?: string | undefined; retryLabel?: string; onRetry?: () => void; offline?: boolean
}) {
  return (
    <div class="state" role="alert">
      <Icon name={offline ? 'offline' : 'warning'} />
      <h2>{title}</h2>
      {detail && <p>{detail}</p>}
      {onRetry && <Button look="quiet" onPress={onRetry}>{retryLabel}</Button>}
    </div>
  )
}

export function Loading({ label }: { label: string }) {
  return <div class="state" role="status"><span class="spinner" /><p>{label}</p></div>
}
