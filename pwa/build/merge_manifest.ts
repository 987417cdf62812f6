// The second build would overwrite the first one's manifest; the backend reads one file with both entries.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Plugin } from 'vite'

export function mergeManifest(): Plugin {
  let path = ''
  let earlier: Record<string, unknown> = {}
  return {
    name: 'xiaoanma-merge-manifest',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      path = resolve(config.root, config.build.outDir, '.vite', 'manifest.json')
    },
    buildStart() {
      earlier = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>) : {}
    },
    writeBundle() {
      const mine = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
      writeFileSync(path, `${JSON.stringify({ ...earlier, ...mine }, null, 2)}\n`)
    },
  }
}
