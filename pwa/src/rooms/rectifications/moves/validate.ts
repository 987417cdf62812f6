// What a form must hold before it leaves. `needs` comes with the allowed action: "photo" is required, "photo?" is not.

export type Errors = Record<string, string>

export const requires = (needs: readonly string[], name: string): boolean => needs.includes(name)

/** Keys of texts that a move needs and that are still blank, as errors by field. */
export function missingTexts(values: Record<string, string>, names: readonly string[]): Errors {
  return Object.fromEntries(names.filter((name) => !values[name]?.trim()).map((name) => [name, `need.${name}`]))
}

export function checkPhotos(needs: readonly string[], photos: number): Errors {
  return requires(needs, 'photo') && photos === 0 ? { photo: 'need.photo' } : {}
}

/** A major hazard names the clause that makes it one. */
export function checkAssign(values: Record<string, string>): Errors {
  const always = ['category', 'severity', 'handling', 'lead_unit_id']
  return missingTexts(values, values.severity === 'major' ? [...always, 'criteria_item'] : always)
}

/** A major hazard passes only on the spot, with a picture and a sentence of the one who stood there. */
export function checkVerify(
  needs: readonly string[], { note, on_site }: { note: string; on_site: boolean }, photos: number,
): Errors {
  return {
    ...(requires(needs, 'on_site') && !on_site && { on_site: 'need.on_site' }),
    ...(requires(needs, 'note') && missingTexts({ note }, ['note'])),
    ...checkPhotos(needs, photos),
  }
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
