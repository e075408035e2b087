import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { random } from '@hvamp/random'
import { isSlowToo } from '@hvamp/testing/slow-tests'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeJson } from '../files/write-file'
import { isOver, type PlannedRun, type RunState, recordFailure, stateOf } from '../planned/planned-run'
import { runFiles } from '../runs/run-files'
import { writeHistory } from '../runs/run-folder'
import { writeRunMetrics } from '../runs/run-metrics'
import { promoted } from './halving'
import { dimensionFrom } from './search-space'
import { trialsOf } from './search-trials'
import { beginTune, type TrialResult, type TunePlan, writeTune } from './tune-folder'
import { tuneInRounds } from './tune-rounds'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hvamp-rounds-'))
})
afterAll(() => rm(root, { recursive: true }))

const epochs = 27
const source = { path: 'x', absolutePath: '/x', bytes: 1, sha256: '0'.repeat(64) }
const space = { beta: '0.01..1', learningRate: 'log:0.0001..0.1' }

function planOf(changes: Partial<TunePlan>): TunePlan {
  const plan = {
    data: 'x',
    source,
    model: 'mult-vae' as const,
    metric: 'ndcg@100',
    options: {},
    space,
    seed: 3,
  }
  return { ...plan, trials: [], ...changes }
}

const drawn = (count: number, seed = 3) =>
  trialsOf(
    Object.entries({ beta: '0.01..1', 'learning-rate': 'log:0.0001..0.1' }).map(([name, text]) =>
      dimensionFrom(`${name}=${text}`, { where: '--random', ranges: true }),
    ),
    { count, seed },
  )

/** A validation that rises to a value that is best at β = 0.3 and a learning rate of 0.002, with a slower start where β is small. */
function validationAfter(epoch: number, { options }: PlannedRun): number {
  const { beta, learningRate } = options as { beta: number; learningRate: number }
  const best = 0.5 - (beta - 0.3) ** 2 - 0.05 * Math.log10(learningRate / 0.002) ** 2
  return best * (1 - Math.exp(-epoch / (2 + 2 / (1 + beta))))
}

/** Makes the files of a run as far as it is taken, as a training does. @returns the epochs that it took */
async function train(run: PlannedRun, before = 0): Promise<number> {
  const { folder, until = 'test' } = run
  const last = typeof until === 'number' ? until : epochs
  await mkdir(folder, { recursive: true })
  await writeJson(join(folder, runFiles.config), {})
  const history = Array.from({ length: last }, (_, i) => ({
    ...{ epoch: i + 1, klWeight: 1, loss: 1, terms: {}, seconds: 1 },
    validation: validationAfter(i + 1, run),
  }))
  await writeHistory(folder, history)
  const value = { mean: 0.1, standardError: 0.01 }
  if (until === 'test') {
    await writeRunMetrics(folder, {
      ...{ finished: '', backend: 'cpu', epochs, bestEpoch: epochs, trainingSeconds: epochs },
      validation: validationAfter(epochs, run),
      test: { users: 9, models: { 'mult-vae': { metrics: { 'ndcg@100': value }, itemCoverage: 1 } } },
    })
  }
  return last - before
}

/**
 * Works off a tuning in a folder, with runs that end in the order of `noise`; it is killed before run number `killedAt`, or stopped
 * by Ctrl-C before the turn of run number `stoppedAt`. A queue knows how far the runs are by then that it did not come to, too. */
async function tune(
  name: string,
  requested: TunePlan,
  {
    seed = 1,
    killedAt = Number.POSITIVE_INFINITY,
    stoppedAt = Number.POSITIVE_INFINITY,
    isQueued = false,
  }: { seed?: number; killedAt?: number; stoppedAt?: number; isQueued?: boolean } = {},
) {
  const folder = join(root, name)
  const noise = random(seed)
  let trained = 0
  let made = 0
  let turns = 0
  const record = (plan: TunePlan, results: readonly TrialResult[]) => writeTune(folder, plan, results)
  const { plan, results } = await tuneInRounds({
    ...{ folder, plan: await beginTune(folder, requested) },
    ...{ onTrials: record, onChange: record },
    async makeRuns(_round, _plan, runs, onChange) {
      const states: RunState[] = runs.map(() => ({ state: 'waiting' }))
      for (const i of noise.permutation(runs.length)) {
        const run = runs[i]!
        if (++turns >= stoppedAt) {
          const ended = isQueued ? await Promise.all(runs.map(stateOf)) : states
          await onChange(ended)
          return { interrupted: 130, states: ended }
        }
        const before = await stateOf(run)
        if (!isOver(run, before)) {
          if (++made === killedAt) throw new Error('killed')
          trained += await train(run, lastEpochs.get(run.folder) ?? 0)
          lastEpochs.set(run.folder, typeof run.until === 'number' ? run.until : epochs)
        }
        states[i] = await stateOf(run)
        await onChange(states)
      }
      return { interrupted: undefined, states }
    },
  })
  const [head, ...rows] = (await readFile(join(folder, 'leaderboard.csv'), 'utf8')).trimEnd().split('\n')
  return { plan, results, trained, made, head: head!.split(','), rows: rows.map((row) => row.split(',')) }
}
const lastEpochs = new Map<string, number>()

const both = {
  search: { method: 'tpe' as const, trials: 12, together: 3 },
  halving: { eta: 3, rungs: [3, 9] },
}

describe('a halved tuning', () => {
  it('chooses the trial that all trials trained to the end choose, in less than half of the epochs', async () => {
    const trials = drawn(9)
    const whole = await tune('whole', planOf({ trials }))
    const halved = await tune('halved', planOf({ trials, halving: both.halving }))
    expect(halved.rows[0]![1]).toBe(whole.rows[0]![1])
    expect(whole.trained).toBe(9 * epochs)
    expect(halved.trained).toBe(9 * 3 + 3 * 6 + 18)
    expect(halved.head).toEqual([...whole.head.slice(0, -2), 'rung', 'state', 'reason'])
    const column = (name: string) => halved.rows.map((row) => row[halved.head.indexOf(name)])
    expect(column('state')).toEqual(['finished', ...Array(8).fill('paused')])
    expect(column('rung').map(Number)).toEqual([3, 2, 2, ...Array(6).fill(1)])
    expect(column('epochs').map(Number)).toEqual([epochs, 9, 9, ...Array(6).fill(3)])
    expect(column('rank')).toEqual(['1', ...Array(8).fill('')])
  })

  it('is ranked by the rungs, not by the end of a trial that a user continued by hand', async () => {
    const trials = drawn(6)
    const plan = planOf({ trials, halving: { eta: 3, rungs: [3] } })
    const first = await tune('onward', plan)
    const paused = first.results.find(({ state }) => state.state === 'paused')!
    await train({ name: '', title: '', folder: paused.folder, data: 'x', options: paused.trial.options }, 3)
    const again = await tune('onward', plan)
    expect(again.made).toBe(0)
    const finished = again.results.filter(({ state }) => state.state === 'finished')
    expect(finished.map(({ trial, rung }) => [trial.name, rung])).toContainEqual([paused.trial.name, 1])
    expect(finished).toHaveLength(3)
  })
})

describe('a tuning in rounds', () => {
  it('tries the same trials in whatever order they are over', async () => {
    const reference = await tune('order', planOf(both))
    expect(reference.plan.trials).toHaveLength(12)
    for (const seed of isSlowToo ? [2, 3, 4, 5] : [2]) {
      const { rows } = await tune(`order-${seed}`, planOf(both), { seed })
      expect(rows).toEqual(reference.rows)
    }
    const other = await tune('order-other', planOf({ ...both, seed: 4 }))
    expect(other.rows).not.toEqual(reference.rows)
  })

  it('that is killed before any of its runs ends as if it had not been', async () => {
    const { rows, made, trained } = await tune('undisturbed', planOf(both))
    expect(made).toBe(12 + 4 + 1)
    for (let killedAt = 1; killedAt <= made; killedAt += isSlowToo ? 1 : 4) {
      const name = `killed-${killedAt}`
      await expect(tune(name, planOf(both), { killedAt })).rejects.toThrow('killed')
      const resumed = await tune(name, planOf(both), { seed: killedAt })
      expect(resumed.rows).toEqual(rows)
      expect(resumed.made).toBe(made - killedAt + 1)
    }
    expect(trained).toBe(12 * 3 + 4 * 6 + 18)
  })

  it.each([
    ['without a search', planOf({ trials: drawn(4) })],
    ['by tpe', planOf({ search: both.search })],
    ['by tpe with halving', planOf(both)],
  ])('%s that is stopped before the turn of some runs keeps what they came to', async (way, plan) => {
    const whole = await tune(way, plan)
    const chosen = async () => JSON.parse(await readFile(join(root, way, 'tune.json'), 'utf8')).chosen
    const best = await chosen()
    expect(best).toMatchObject({ name: whole.rows[0]![1] })
    expect((await tune(way, plan, { stoppedAt: 1 })).rows).toEqual(whole.rows)
    for (const stoppedAt of [2, 4]) {
      const { rows } = await tune(way, plan, { stoppedAt, seed: 2 })
      const states = (each: string[][]) => each.map((row) => [row[1], row.at(-2)]).toSorted()
      expect(states(rows)).toEqual(states(whole.rows))
      expect(await chosen()).toEqual(best)
    }
    expect((await tune(way, plan)).rows).toEqual(whole.rows)
  })

  it('that is stopped before a trial that failed is tried again keeps the others, and why it failed', async () => {
    const plan = planOf({ trials: drawn(3) })
    const { results } = await tune('failed', plan)
    const [{ folder, trial }] = results as [TrialResult]
    await rm(folder, { recursive: true })
    await recordFailure({ name: '', title: '', folder, data: 'x', options: {} }, 'no memory')
    const { rows } = await tune('failed', plan, { stoppedAt: 1 })
    expect(rows.map((row) => row.at(-2))).toEqual(['finished', 'finished', 'failed'])
    expect([rows[2]![1], rows[2]!.at(-1)]).toEqual([trial.name, 'no memory'])
  })

  it.each([false, true])(
    'keeps the validation of trials that continue until they are further, in a queue: %s',
    async (isQueued) => {
      const plan = planOf({ trials: drawn(9), halving: both.halving })
      const { rows, head } = await tune(`further-${isQueued}`, plan, { stoppedAt: 10, isQueued })
      const column = (name: string) => rows.map((row) => row[head.indexOf(name)])
      expect(column('state')).toEqual(Array(9).fill('paused'))
      expect(column('rung')).toEqual(Array(9).fill('1'))
      expect(column('ndcg@100').every((value) => Number(value) > 0)).toBe(true)
    },
  )

  it('keeps its trials, and refuses another search in its folder', async () => {
    const before = await tune('kept', planOf(both))
    expect(await beginTune(join(root, 'kept'), planOf(both))).toEqual(before.plan)
    const other = planOf({ ...both, search: { ...both.search, together: 4 } })
    await expect(beginTune(join(root, 'kept'), other)).rejects.toThrow(/search must be as when it was begun/)
  })
})

it('of every η trials of a rung the best continues, at least one, and none that failed', () => {
  const values = fc.array(fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }), { minLength: 1 })
  fc.assert(
    fc.property(values, fc.integer({ min: 2, max: 5 }), (values, eta) => {
      const trials = values.map((value, number) => ({ value, number }))
      const kept = promoted(trials, eta, ({ value }) => value)
      const able = values.filter((value) => value !== undefined).toSorted((a, b) => b - a)
      const count = Math.min(able.length, Math.max(1, Math.floor(values.length / eta)))
      expect(kept.map(({ value }) => value).toSorted((a, b) => b! - a!)).toEqual(able.slice(0, count))
      expect(kept.map(({ number }) => number)).toEqual(
        kept.map(({ number }) => number).toSorted((a, b) => a - b),
      )
      const last = Math.min(...kept.map(({ value }) => value!))
      const equal = trials.filter(({ value }) => value === last).map(({ number }) => number)
      const chosen = kept.filter(({ value }) => value === last).map(({ number }) => number)
      expect(chosen).toEqual(equal.slice(0, chosen.length)) // of equal ones the first
    }),
  )
})
