// Vite wraps every import() to preload styles of the chunk. Our chunks have none, and the wrapper costs half a kilobyte.
import type { Plugin } from 'vite'

const HELPER = '\0vite/preload-helper.js'

export function plainImport(): Plugin {
  return {
    name: 'xiaoanma-plain-import',
    apply: 'build',
    enforce: 'pre',
    load: (id) => (id === HELPER ? 'export const __vitePreload = (load) => load()' : null),
  }
}
