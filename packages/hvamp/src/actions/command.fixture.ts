import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { syntheticInteractions } from '@hvamp/data'
import { writeInteractions } from '@hvamp/data/node'

/** The program, as a user starts it. */
export const bin = fileURLToPath(new URL('../../bin/hvamp.js', import.meta.url))

/** How a process of the built command ended. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A folder for the tests of a file, to be removed after them. */
export async function scratch(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Writes ratings of made-up users as CSV. */
export async function writeSample(path: string, users = 200): Promise<void> {
  const { interactions } = syntheticInteractions({ users, items: 60, interactionsPerUser: 15, seed: 7 })
  await writeInteractions(path, interactions)
}

/** Runs the built command to its end; `onStderr` sees everything written there until then. */
export function hvamp(
  cwd: string,
  args: readonly string[],
  {
    onStderr,
    onStdout,
    env = {},
    stdin,
    stdout: to = 'pipe',
  }: {
    onStderr?: Watch
    onStdout?: Watch
    env?: NodeJS.ProcessEnv
    stdin?: Uint8Array
    stdout?: 'pipe' | number
  } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd,
    stdio: [stdin ? 'pipe' : 'ignore', to, 'pipe'],
    env: { ...process.env, ...env },
  })
  child.stdin?.end(stdin)
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    onStdout?.(stdout, child)
  })
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    onStderr?.(stderr, child)
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
}

type Watch = (soFar: string, child: ChildProcess) => void

/** Options of a training of Mult-VAE that takes a second or two. */
export const tinyMultVae = [
  ...['--hidden', '16', '--latent', '4', '--batch', '20', '--learning-rate', '0.01'],
  ...['--warm-up', '3', '--epochs', '6', '--patience', '3', '--held-out', '40', '--backend', 'wasm'],
]

/** The same of H+Vamp (Gated). */
export const tiny = [...tinyMultVae, '--pseudo-inputs', '5']

/** Options, each with a value, of which those given anew have another one: an option is given once. */
export function withOptions(options: readonly string[], ...anew: string[]): string[] {
  const isNamed = (name: string | undefined) => name?.startsWith('--') === true && anew.includes(name)
  return [...options.filter((word, i) => !isNamed(word) && !isNamed(options[i - 1])), ...anew]
}

/** Surroundings in which the backend `native` finds no library. */
export const noBlas = { HVAMP_BLAS: '/nowhere/libblas.so' }

/** Every line of JSON. */
export function jsonLines(text: string): Record<string, unknown>[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}
