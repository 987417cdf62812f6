// Two builds into one folder, so that the passer-by's page never carries a byte that only the staff screens use.
import preact from '@preact/preset-vite'
import { defineConfig } from 'vitest/config'

import { mergeManifest } from './build/merge_manifest.ts'
import { plainImport } from './build/plain_import.ts'
import { precompress } from './build/precompress.ts'

const ENTRIES: Record<string, string> = { public: 'src/public.tsx', app: 'src/app.tsx' }

export default defineConfig(({ mode }) => ({
  base: '/static/',
  plugins: [plainImport(), preact({ prefreshEnabled: false }), mergeManifest(), precompress()],
  build: {
    // The oldest phones of design.md §5: Chrome 79 and iOS 13.4.
    target: ['chrome79', 'safari13.1'],
    cssTarget: ['chrome79', 'safari13.1'],
    outDir: 'dist',
    emptyOutDir: mode === 'public',
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: { input: ENTRIES[mode] ?? Object.values(ENTRIES) },
  },
  test: { environment: 'happy-dom', include: ['tests/**/*.test.{ts,tsx}'] },
}))
