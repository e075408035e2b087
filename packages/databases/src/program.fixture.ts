import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** A fixture as a program of Node. */
export interface Program {
  readonly path: string
  /** Where it finds the drivers. */
  readonly cwd: string
  remove(): Promise<void>
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Builds a program from the sources. @param entry its file, from this folder */
export async function programOf(entry: string): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-program-'))
  const path = join(folder, 'program.cjs')
  await build({
    entryPoints: [here(entry)],
    outfile: path,
    tsconfig: here('../../../tsconfig.json'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  })
  return { path, cwd: here('..'), remove: () => rm(folder, { recursive: true }) }
}
