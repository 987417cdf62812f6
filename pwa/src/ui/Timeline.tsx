// What happened, oldest first; the last step is where it stands now.
import type { ComponentChildren } from 'preact'

export interface TimelineStep { key: string; label: string; when: string; at?: string; children?: ComponentChildren }

export function Timeline({ steps }: { steps: readonly TimelineStep[] }) {
  return (
    <ol class="timeline">
      {steps.map((step, index) => (
        <li key={step.key} class={index === steps.length - 1 ? 'current' : ''}>
          <h3>{step.label}</h3>
          <time dateTime={step.at}>{step.when}</time>
          {step.children}
        </li>
      ))}
    </ol>
  )
}
