import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scratch, writeSample } from '../actions/command.fixture'
import { loadSplit } from '../inputs/load-split'
import { readRun } from '../runs/run-folder'
import { beginJob, type JobOptions } from '../runs/training-job'
import type { Options } from '../settings/option-arguments'
import { requested } from '../settings/requested'
import { type RequestedRun, runDefaults } from '../settings/run-settings'
import { silent } from '../terminal/output'
import { recordFailure } from './planned-run'
import { requireSameRuns } from './same-runs'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'), 80)
})
afterAll(() => remove())

const plan = (name: string, options: Options) => ({
  ...{ name, title: name, folder: join(folder, name), data: join(folder, 'ratings.csv') },
  options: { model: 'popularity', ...options },
})
const asked = (options: object) =>
  requested({ ...runDefaults, ...options } as RequestedRun, Object.keys(options))

/** Begins a run with options. */
async function begin(name: string, options: Options): Promise<void> {
  const values = { model: 'popularity', backend: 'wasm', out: join(folder, name), ...options }
  await beginJob(plan(name, {}).data, asked(values) as ReturnType<typeof requested<JobOptions>>, silent)
}

/** Checks a run with the options of another command line, whose data are read as it says. */
async function check(name: string, options: Options): Promise<void> {
  const run = plan(name, options)
  const { source, settings } = await loadSplit(run.data, asked(options))
  await requireSameRuns([run], source.sha256, settings)
}

describe('runs that are there', () => {
  it.each<[string, Options, RegExp]>([
    ['at-least', { atLeast: 3 }, /--at-least must be as when it was begun, 3, got 4: choose another --out/],
    ['min-item', { minItem: 20 }, /--min-item must be as when it was begun, 20, got 0: /],
    ['held-out', { heldOut: 20 }, /--held-out must be as when it was begun, 20, got 8: /],
    ['split', { split: 'weak' }, /--split must be as when it was begun, weak, got strong: /],
    ['kept', { keepRatings: true }, /--keep-ratings must be as when it was begun, true, got false: /],
    ['users', { userColumn: 'userId' }, /--user-column must be as when it was begun, userId, got not given/],
    ['seed', { seed: 7 }, /--seed must be as when it was begun, 7, got 98765: /],
    ['metrics', { metrics: 'recall@5' }, /--metrics must be as when it was begun, recall@5, got ndcg@100/],
    [
      'validation',
      { validationMetric: 'recall@5' },
      /--validation-metric must be as when it was begun, recall@5, got ndcg@100/,
    ],
  ])('must have the options of now, of which one is left out: %s', async (name, options, message) => {
    await begin(name, options)
    await expect(check(name, options)).resolves.toBeUndefined()
    await expect(check(name, {})).rejects.toThrow(message)
  })

  it('are of folds of their own', async () => {
    await begin('fold', { folds: 4, fold: 3 })
    const run = plan('fold', { folds: 4, fold: 3 })
    const { source, settings } = await loadSplit(run.data, asked({ folds: 4, fold: 1 }))
    await requireSameRuns([run], source.sha256, settings)
    await expect(check('fold', {})).rejects.toThrow(/--folds must be as when it was begun, 4, got not given/)
  })

  it('must have the options of now also where one failed with a checkpoint, which is resumed with its own', async () => {
    const late = { model: 'mult-vae', epochs: 4 }
    await begin('late', late)
    await recordFailure(plan('late', late), 'took longer than 1 minutes')
    await expect(check('late', late)).resolves.toBeUndefined()
    await expect(check('late', { ...late, epochs: 2 })).rejects.toThrow(
      /--epochs must be as when it was begun, 4, got 2: choose another --out/,
    )
  })

  it('keep the ratings of data that were read without where their model learns them', async () => {
    const ratings = { model: 'mf', epochs: 1 }
    await begin('ratings', { ...ratings, heldOut: 20 })
    await expect(check('ratings', { ...ratings, heldOut: 20 })).resolves.toBeUndefined()
    await expect(check('ratings', { ...ratings, minItem: 3 })).rejects.toThrow(
      /--min-item must be as when it was begun, 0, got 3/,
    )
  })

  it('may have other options where one failed and nothing of it is there', async () => {
    await recordFailure(plan('gone', {}), 'ran out of memory')
    await expect(check('gone', { minItem: 20 })).resolves.toBeUndefined()
  })

  it('of a job are compared by the options of the job alone', async () => {
    await begin('job', { minItem: 20 })
    const { data } = await readRun(join(folder, 'job'))
    await requireSameRuns([plan('job', {})], data.source.sha256)
    await expect(requireSameRuns([plan('job', { minItem: 10 })], data.source.sha256)).rejects.toThrow(
      /--min-item must be as when it was begun, 20, got 10/,
    )
  })
})
