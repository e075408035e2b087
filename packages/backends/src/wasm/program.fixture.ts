import { execFile } from 'node:child_process'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The beginning of a program that can start no more than so many threads, which it counts in `started`. */
export const fewThreads = (startable: number): string => `
  import { syncBuiltinESMExports } from 'node:module'
  import threads from 'node:worker_threads'
  const { Worker } = threads
  let started = 0
  threads.Worker = class extends Worker {
    constructor(...values: ConstructorParameters<typeof Worker>) {
      if (started === ${startable}) throw new Error('no more threads here')
      super(...values)
      started++
    }
  }
  syncBuiltinESMExports()`

/** A program that ended. */
export interface Ended {
  readonly stdout: string
  readonly stderr: string
  readonly code: number
}

/**
 * Runs a program of this folder, in TypeScript, in a process of its own: what it does to its heap, or to its process, ends
 * with it. Everything that it imports is bundled, but for optional packages, which are those of this package.
 */
export async function runProgram(source: string, ...options: string[]): Promise<Ended> {
  return runProgramBy([process.execPath, ...options], source)
}

/** The same by a command that the file of the program goes behind. */
export async function runProgramBy([command, ...values]: readonly string[], source: string): Promise<Ended> {
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-program-'))
  try {
    const { outputFiles } = await build({
      stdin: { contents: source, resolveDir: here('.'), loader: 'ts' },
      tsconfig: here('../../../../tsconfig.json'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      write: false,
      logLevel: 'error',
    })
    await symlink(here('../../node_modules'), join(folder, 'node_modules'), 'junction')
    const program = join(folder, 'program.cjs')
    await writeFile(program, outputFiles[0]!.contents)
    const output = await promisify(execFile)(command!, [...values, program]).catch((error) => error)
    return { stdout: output.stdout, stderr: output.stderr, code: output.code ?? 0 }
  } finally {
    await rm(folder, { recursive: true })
  }
}
