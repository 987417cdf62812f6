// Line icons drawn for this project on a 24-unit grid; one path each, so that a screen pays only for what the map holds.
const PATHS = {
  phone: 'M6 3h3l2 5-2.5 1.7a12 12 0 0 0 5.8 5.8L16 13l5 2v3a3 3 0 0 1-3.3 3A16 16 0 0 1 3 6.3 3 3 0 0 1 6 3z',
  camera: 'M4 8h3.5L9 5h6l1.5 3H20v11H4zM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z',
  place: 'M12 21s-7-6.2-7-11a7 7 0 0 1 14 0c0 4.8-7 11-7 11zM12 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  warning: 'M12 4 2.5 20h19zM12 10v5M12 17.5v.1',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v6M12 7.5v.1',
  check: 'M5 12.5 10 17.5 19.5 7',
  done: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12.2l3 3 5-6',
  offline: 'M3 3l18 18M8 8.5A9 9 0 0 0 4 11M12.5 7.5A11 11 0 0 1 21 11M8.5 14.5a5 5 0 0 1 6 0M12 18.5v.1',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5.5l3.5 2',
  list: 'M8 6h12M8 12h12M8 18h12M4 6v.1M4 12v.1M4 18v.1',
  scan: 'M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c.6-4.5 3.8-6 8-6s7.4 1.5 8 6',
  work: 'M4 5h16v15H4zM8 3v4M16 3v4M8 13l3 3 5-5.5',
  next: 'M9 5l7 7-7 7',
  back: 'M15 5l-7 7 7 7',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name, path }: { name?: IconName; path?: string }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"
      stroke-linejoin="round" aria-hidden="true">
      <path d={path ?? PATHS[name ?? 'info']} />
    </svg>
  )
}
