// A choice one sees at a glance (Tile) and a short one in a row of filters (Chip). Both are pressed or not, never half.
import { Icon } from './Icon'

export function Tile({ label, hint, path, pressed, aside, onPress }: {
  label: string; hint?: string | undefined; path?: string; pressed?: boolean; aside?: boolean; onPress: () => void
}) {
  return (
    <button type="button" class={aside ? 'tile aside' : 'tile'} aria-pressed={pressed ?? false} onClick={onPress}>
      {path && <Icon path={path} />}
      <span><b>{label}</b>{hint && <small>{hint}</small>}</span>
    </button>
  )
}

export function Chip({ label, pressed, onPress }: { label: string; pressed: boolean; onPress: () => void }) {
  return <button type="button" class="chip" aria-pressed={pressed} onClick={onPress}>{label}</button>
}
