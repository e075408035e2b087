import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { random } from '@hvamp/random'
import type { TestServer } from '@hvamp/testing/server-process'
import { isSlowToo, whetherSlowSkipped } from '@hvamp/testing/slow-tests'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { queueServerKinds } from '../../../queue/src/servers.fixture'
import { bin, hvamp, scratch } from '../actions/command.fixture'

const movielens = fileURLToPath(new URL('../../../../../shared/data/ml-100k/u.data.gz', import.meta.url))
const isHere = isSlowToo && existsSync(movielens)
const why = isHere ? '' : whetherSlowSkipped || ' (skipped: no MovieLens 100K in ../shared/data)'

const common = ['--held-out', '100', '--backend', 'wasm', '--threads', '1', '--min-item', '20']
const multVae = [
  '--hidden',
  '60',
  '--latent',
  '20',
  '--batch',
  '50',
  '--warm-up',
  '4',
  '--epochs',
  '8',
  '--patience',
  '8',
]
/** Eight trials of each. */
const tunings: Readonly<Record<string, readonly string[]>> = {
  ease: ['--grid', 'l2=20,50,100,200,300,500,700,1000'],
  wmf: ['--factors', '16', '--epochs', '4', '--grid', 'positive-weight=2,5,10,20,30,40,60,80'],
  'mult-vae': [...multVae, '--grid', 'beta=0.1,0.2,0.4,0.8', '--grid', 'dropout=0.3,0.5'],
}
const tune = (model: string, ...more: string[]) => [
  'tune',
  'u.data.gz',
  '--model',
  model,
  '--out',
  model,
  ...common,
  ...tunings[model]!,
  ...more,
]

const workers = 3
const FEWEST_KILLS = 30
const kinds = queueServerKinds.filter(({ missing }) => missing === undefined)

describe.skipIf(!isHere)(`tuning of 24 trials by workers that are killed${why}`, { timeout: 600_000 }, () => {
  let folder: string
  let remove: () => Promise<void>
  const undisturbed = new Map<string, string[]>()
  let seconds: number // of a trial
  beforeAll(async () => {
    ;({ folder, remove } = await scratch())
    await makeHome('local')
    const began = performance.now()
    for (const model of Object.keys(tunings)) {
      const { code, stderr } = await hvamp(join(folder, 'local'), tune(model, '--parallel', '2'))
      expect(code, stderr).toBe(0)
      undisturbed.set(model, await leaderboard('local', model))
    }
    seconds = ((performance.now() - began) / 1000 / 24) * 2 // two at a time
  }, 600_000)
  let server: TestServer | undefined
  afterEach(() => server?.stop())
  afterAll(() => remove())

  async function makeHome(name: string): Promise<string> {
    const home = join(folder, name)
    await mkdir(home)
    await copyFile(movielens, join(home, 'u.data.gz'))
    return home
  }
  /** Its rows, without the seconds. */
  async function leaderboard(home: string, model: string): Promise<string[]> {
    const text = await readFile(join(folder, home, model, 'leaderboard.csv'), 'utf8')
    return text
      .trimEnd()
      .replace(/,\d+\.\d,finished,/g, ',,finished,')
      .split('\n')
  }

  it.each(kinds)('on $name ends as undisturbed, with each trial once', async ({ name, start, address }) => {
    server = await start()
    const queue = address(server)
    const home = await makeHome(name)
    const noise = random(7)
    let isOver = false
    let kills = 0
    let crashes = 0
    /**
     * A worker that is killed some time after it took its first job, and the next one. After enough kills each lives somewhat
     * longer than the one before, so that trials end on a machine that has become several times slower, too.
     */
    async function live(): Promise<void> {
      while (!isOver) {
        const worker = spawn(
          process.execPath,
          [bin, 'worker', '--queue', queue, '--lost-after', '2', '--threads', '1', '--json'],
          { cwd: home, stdio: ['ignore', 'pipe', 'ignore'] },
        )
        const ended = once(worker, 'exit')
        await Promise.race([firstBegin(worker), ended, over])
        const longest = 1.6 * seconds * 1000 * (1 + Math.max(0, kills - FEWEST_KILLS) / 20)
        await Promise.race([setTimeout(longest * noise.uniform()), over])
        worker.kill('SIGKILL')
        kills++
        await ended
        if (kills === 12) {
          crashes++
          await server!.crash()
        }
      }
    }
    const began = performance.now()
    const over = Promise.all(
      Object.keys(tunings).map((model) => hvamp(home, tune(model, '--queue', queue))),
    ).finally(() => {
      isOver = true
    })
    const lives = Array.from({ length: workers }, live)
    for (const { code, stderr } of await over) expect(code, stderr).toBe(0)
    const took = (performance.now() - began) / 1000
    await Promise.all(lives)
    console.info(
      `${name}: ${kills} kills of workers and ${crashes} crash of the server in ${took.toFixed(0)} s`,
    )
    for (const model of Object.keys(tunings)) {
      expect(await leaderboard(name, model)).toEqual(undisturbed.get(model))
      const trials = await readdir(join(home, model, 'trials'))
      for (const name of trials.filter((name) => name.endsWith('.json')))
        expect(await readFile(join(home, model, 'trials', name), 'utf8'), name).toBe('')
      // A killed worker leaves the file of its lock, or one beside it, which the next one would take over or remove.
      for (const trial of trials.filter((name) => !name.includes('.hvamp-lock'))) {
        expect(await readdir(join(home, model, 'trials', trial))).not.toContain('checkpoint')
      }
    }
    expect(kills).toBeGreaterThanOrEqual(FEWEST_KILLS)
    expect(crashes).toBe(1)
  })
})

/** Waits until a worker has taken a job. */
async function firstBegin({ stdout }: ChildProcess): Promise<void> {
  for await (const line of createInterface({ input: stdout! })) {
    if (JSON.parse(line).event === 'begin') break
  }
  stdout!.resume()
}
