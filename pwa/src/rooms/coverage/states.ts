// How the state of a round or day is told apart: by sign, word and colour, the colour being the least of them.
export const STATES = ['done', 'partial', 'missed', 'excused', 'open', 'planned'] as const
export type RoundState = (typeof STATES)[number]

/** Line icons on the grid of ui/Icon, each with an outline of its own. */
export const SIGNS: Record<string, string> = {
  done: 'M5 12.5 10 17.5 19.5 7',
  partial: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 4v16M8.4 6.5v11M5.4 9.5v5',
  missed: 'M6 6l12 12M18 6 6 18',
  excused: 'M5 5h14v14H5zM8.5 12h7',
  open: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 1.7',
  planned: 'M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14z',
  cancelled: 'M5 19 19 5',
}

export const signOf = (state: string): string => SIGNS[state] ?? SIGNS.planned ?? ''
