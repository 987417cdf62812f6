// The mark: a shield that keeps watch. Its upper left is a QR finder, the eye of the code; its lower half is a tick.
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 48 48" aria-hidden="true">
      <path fill="#0b5d5e" d="M24 2 6 8v15c0 11.5 7.5 19.2 18 23 10.5-3.8 18-11.5 18-23V8z" />
      <path fill="none" stroke="#fff" stroke-width="3" stroke-linejoin="round" d="M14 12h12v12H14z" />
      <path fill="#ffc629" d="M18 16h4v4h-4z" />
      <path fill="none" stroke="#ffc629" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"
        d="M16 31.5 22.5 37 35 20" />
    </svg>
  )
}
