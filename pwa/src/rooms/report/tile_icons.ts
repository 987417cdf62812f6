// One line drawing a tile, on the 24-unit grid of ui/Icon; an unknown tile shows the question mark of "unsure".
const UNSURE = 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.5 9.5c0-3.5 5-3.5 5 0 0 2-2.5 2-2.5 4M12 17v.1'

const PATHS: Record<string, string> = {
  traffic: 'M4 16v-4l2-5h12l2 5v4zM5 16v3M19 16v3M4 12h16',
  road: 'M12 3l6 6-6 6-6-6zM12 15v6M12 7v2.5M12 11.5v.1',
  shop: 'M4 9l1.5-5h13L20 9c0 3-4 3-4 0 0 3-4 3-4 0 0 3-4 3-4 0 0 3-4 3-4 0zM5.5 12v8h13v-8',
  venue: 'M3 5h18v11H3zM9 20h6M12 16v4',
  building: 'M3 6h18v13H3zM3 12.5h18M9 6v6.5M15 12.5V19M15 6l-2 3 2 3.5',
  fire: 'M12 3c1 4 6 6 6 11a6 6 0 0 1-12 0c0-2 1-3.5 2-4.5.5 1.5 1 2 2 2.5 0-3 .5-6 2-9z',
  water_works: 'M3 14c2-2 4-2 6 0s4 2 6 0 4-2 6 0M3 19c2-2 4-2 6 0s4 2 6 0 4-2 6 0M12 3l3.5 7h-7z',
  bus: 'M4 5h16v12H4zM4 11h16M8 17v2.5M16 17v2.5M12 5v6',
  gate: 'M12 3l7 2.5V11c0 5-3 8-7 10-4-2-7-5-7-10V5.5zM9 11.5l2 2 4-4',
  campus: 'M4 11h16a8 8 0 0 1-16 0zM8 21h8M9 4c-1 1.5 1 2.5 0 4M14 4c-1 1.5 1 2.5 0 4',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c.6-4.5 3.8-6 8-6s7.4 1.5 8 6',
}

export const tileIcon = (key: string): string => PATHS[key] ?? UNSURE
