export type PillTone = 'open' | 'wait' | 'late' | 'done' | 'off'

export function StatusPill({ tone = 'open', children }: { tone?: PillTone; children: string }) {
  return <span class={`pill ${tone}`}>{children}</span>
}
