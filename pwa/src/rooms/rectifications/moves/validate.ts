// What a form must hold before it leaves, what the server says of single fields, and days as people count them.

export type Errors = Record<string, string>

/** Keys of texts that a move needs and that are still blank, as errors by field. */
export function missingTexts(values: Record<string, string>, names: readonly string[]): Errors {
  return Object.fromEntries(names.filter((name) => !values[name]?.trim()).map((name) => [name, `need.${name}`]))
}

/** A major hazard names the clause that makes it one; where no calendar counts the days, somebody must. */
export function checkAssign(values: Record<string, string>, { dayNeeded = false } = {}): Errors {
  const always = ['category', 'severity', 'handling', 'lead_unit_id']
  const missing = missingTexts(values, values.severity === 'major' ? [...always, 'criteria_item'] : always)
  return dayNeeded && !values.due ? { ...missing, due_at: 'need.due_at' } : missing
}

/** What the server says of single fields. A bare code there means the sentence that the problem itself carries. */
export function serverErrors(problem: { errors?: Record<string, string[]>; detail: string } | undefined): Errors {
  const words = (said: string) => (/^[a-z0-9_]+$/.test(said) ? problem?.detail ?? said : said)
  return Object.fromEntries(Object.entries(problem?.errors ?? {}).map(([name, said]) => [name, said.map(words).join(' ')]))
}

/** The last second of a civil day in Shanghai. */
export const endOfDay = (date: string): string => `${date}T23:59:59+08:00`

/** The civil day in Shanghai of a moment, as a date input wants it. */
export const dateOf = (time: string | number): string =>
  new Date((typeof time === 'number' ? time : Date.parse(time)) + 8 * 3_600_000).toISOString().slice(0, 10)
