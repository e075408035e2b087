import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

/** Writes a program that runs without the others: modules of this folder, and what they import, are in it. */
export function bundleProgram(path: string, contents: string): void {
  buildSync({
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: path,
  })
}
