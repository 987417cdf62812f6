// Line icons of this room, on the grid of ui/Icon.
export const CHECKLIST = 'M5 4h14v17H5zM9 2.5h6v3H9zM8 10l1.5 1.5L12 9M14 10.5h3M8 15.5 9.5 17l2.5-2.5M14 16h3'
