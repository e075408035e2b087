import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'

const nothingElsewhere =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'"

/**
 * Builds a page that works without a network: a service worker that keeps its files, and a policy by which it asks
 * nobody else for any.
 *
 * @returns {import('vite').Plugin}
 */
export function offline() {
  const source = new URL('src/service-worker.js', import.meta.url)
  return {
    name: 'offline',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: nothingElsewhere } },
    ],
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const hash = createHash('sha256')
        for (const file of Object.values(bundle)) hash.update(file.type === 'chunk' ? file.code : file.source)
        const copied = readdirSync(new URL('public', import.meta.url))
        const files = ['./', ...copied, ...Object.keys(bundle).filter((name) => name !== 'index.html')]
        const constants = `const version = '${hash.digest('hex').slice(0, 16)}'\nconst files = ${JSON.stringify(files)}\n`
        const code = constants + readFileSync(source, 'utf8')
        this.emitFile({ type: 'asset', fileName: 'service-worker.js', source: code })
      },
    },
  }
}
