// How far something has come, as a ring with its figures inside; the words beside it say the same to those who listen.
export function Ring({ done, all, label }: { done: number; all: number; label: string }) {
  const share = all > 0 ? Math.min(1, done / all) : 0
  const length = 2 * Math.PI * 26
  return (
    <svg class="ring" viewBox="0 0 64 64" role="img" aria-label={label}>
      <circle cx="32" cy="32" r="26" class="track" />
      {share > 0 && <circle cx="32" cy="32" r="26" class="arc" stroke-dasharray={`${share * length} ${length}`} transform="rotate(-90 32 32)" />}
      <text x="32" y="38" text-anchor="middle">{done}/{all}</text>
    </svg>
  )
}
