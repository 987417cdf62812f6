// Names and values, one under the other; rows without a value are left out.
import type { ComponentChildren } from 'preact'

const isThere = (value: ComponentChildren) => value !== null && value !== undefined && value !== '' && value !== false

export function Facts({ rows }: { rows: readonly (readonly [string, ComponentChildren])[] }) {
  return (
    <dl class="facts">
      {rows.filter(([, value]) => isThere(value)).map(([name, value]) => (
        <div key={name}><dt>{name}</dt><dd>{value}</dd></div>
      ))}
    </dl>
  )
}
