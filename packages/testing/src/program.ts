import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** A fixture as a program of Node. */
export interface Program {
  readonly path: string
  /** Where it finds the packages that need not be installed. */
  readonly cwd: string
  remove(): Promise<void>
}

/** Builds a program from the sources. @param entry its file, in the folder src of a package or further down */
export async function programOf(entry: URL): Promise<Program> {
  const file = fileURLToPath(entry)
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-program-'))
  const path = join(folder, 'program.cjs')
  await build({
    entryPoints: [file],
    outfile: path,
    tsconfig: fileURLToPath(new URL('../../../tsconfig.json', import.meta.url)),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  })
  return { path, cwd: dirname(file), remove: () => rm(folder, { recursive: true }) }
}
