import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { random } from '@hvamp/random'
import { isSlowToo } from '@hvamp/testing/slow-tests'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const kills = isSlowToo ? 20 : 3
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

let folder: string
let program: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-kill-'))
  program = join(folder, 'training.cjs')
  await build({
    entryPoints: [here('killed-training.fixture.ts')],
    outfile: program,
    tsconfig: here('../../../tsconfig.json'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['@tensorflow/tfjs-backend-wasm', 'koffi'], // parts of @hvamp/backends that are not used here
    logLevel: 'error',
  })
})
afterAll(() => rm(folder, { recursive: true }))

interface Run {
  /** First step it took, undefined if none. */
  readonly firstStep: number | undefined
  readonly lastStep: number
  /** What it said in the end, undefined if it was killed. */
  readonly result: string | undefined
}

/** Runs the program; given `killAfter`, kills it so many milliseconds after its first step. */
async function run(checkpoints: string, delay: number, killAfter?: number): Promise<Run> {
  const child: ChildProcess = spawn(process.execPath, [program, checkpoints, String(delay)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const steps: number[] = []
  let result: string | undefined
  for await (const line of createInterface({ input: child.stdout! })) {
    const [word, rest] = [line.slice(0, 4), line.slice(5)]
    if (word === 'done') result = rest
    else steps.push(Number(rest))
    if (steps.length === 1 && killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter)
  }
  const code = await ended
  expect(code === 0 || (code === null && killAfter !== undefined)).toBe(true)
  return { firstStep: steps[0], lastStep: steps.at(-1) ?? 0, result }
}

describe('a training that is killed', () => {
  it(`goes on each time, ${kills} times, and ends as if it had never been`, async () => {
    const uninterrupted = await run(join(folder, 'whole'), 0)
    const checkpoints = join(folder, 'killed')
    const chance = random(1).fork('kills')
    let last = 0
    for (let kill = 0; kill < kills; kill++) {
      const { firstStep, lastStep, result } = await run(checkpoints, 8, 30 + 270 * chance.uniform())
      expect(result).toBeUndefined()
      expect(firstStep).toBeGreaterThanOrEqual(Math.max(last, 1)) // at most the step that was being saved is repeated
      expect(firstStep).toBeLessThanOrEqual(last + 1)
      last = lastStep
    }
    const { firstStep, result } = await run(checkpoints, 0)
    expect(firstStep).toBeGreaterThan(kills)
    expect(result).toEqual(uninterrupted.result)
    expect(result).toMatch(/^{"weights":"[0-9a-f]{64}"/)
  })
})
