// Texts by key. zh-CN is the language of the product and always loaded; English is fetched only where somebody wants it.

export type Catalogue = Record<string, string>
export type Values = Record<string, string | number>

let texts: Catalogue = {}

export function addTexts(more: Catalogue): void {
  texts = { ...texts, ...more }
}

/** The text of a key with {name} filled in; an unknown key shows itself, so that it is found in the first look. */
export function t(key: string, values: Values = {}): string {
  return (texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** Whether the catalogue knows the key: for texts that only some things have. */
export const hasText = (key: string): boolean => key in texts

let foreign = false

/** What the server says in Chinese, in the chosen language where the catalogue has the key; Chinese stays as the server put it. */
export function named(key: string, said: string): string {
  return foreign ? texts[key] ?? said : said
}

const CHOICE = 'xiaoanma.lang'

export function wantedLanguage(): 'zh-CN' | 'en' {
  const asked = new URLSearchParams(location.search).get('lang') ?? remembered()
  return asked === 'en' ? 'en' : 'zh-CN'
}

export function rememberLanguage(language: string): void {
  try {
    localStorage.setItem(CHOICE, language)
  } catch { /* private mode: the choice lasts for this page */ }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(CHOICE)
  } catch {
    return null
  }
}

/** Texts that only one page needs, once the language is chosen. */
export async function loadMoreTexts(chinese: Catalogue, english: () => Promise<Catalogue>): Promise<void> {
  addTexts(foreign ? await english() : chinese)
}

/** Put the right catalogue in place before the first screen. */
export async function loadTexts(chinese: Catalogue, english: () => Promise<Catalogue>): Promise<void> {
  addTexts(chinese)
  if (wantedLanguage() !== 'en') return
  addTexts(await english())
  foreign = true
  document.documentElement.lang = 'en'
}
