import { symlinkSync } from 'node:fs'
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { entriesOf, interactionsFrom, syntheticInteractions } from '@hvamp/data'
import { writeInteractions } from '@hvamp/data/node'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { scratch } from '../actions/command.fixture'
import { evaluateAction } from '../actions/evaluate'
import { splitAction } from '../actions/split'
import { readResults } from '../comparison/read-results'
import { isBadInput } from '../process/bad-input'
import { measuringDefaults } from '../settings/measuring'
import { requested } from '../settings/requested'
import { runDefaults } from '../settings/run-settings'
import { shardDefaults } from '../settings/shard'
import { splitDefaults } from '../settings/split'
import { output } from '../terminal/output'
import { type BaseRun, openBase } from './base-run'
import { followedOptions } from './followed-options'
import type { CheckRequest } from './run-check'
import { readRun } from './run-folder'
import { readFinishedRun, readRunMetrics } from './run-metrics'
import { runTraining } from './run-training'
import { beginJob, type Earlier, type JobOptions, resumeJob } from './training-job'

const out = output({ json: true })
let folder: string
let remove: () => Promise<void>
const at = (...path: string[]) => join(folder, ...path)

/** Orders of a night: in the second some products are new and some are gone, and customers have come. */
async function writeOrders(night: 1 | 2, path = at('orders.csv')): Promise<void> {
  const { interactions } = syntheticInteractions({ users: 260, items: 60, interactionsPerUser: 15, seed: 7 })
  const orders = Array.from(entriesOf(interactions)).filter(({ user, item }) =>
    night === 1 ? Number(user) <= 200 && Number(item) > 5 : Number(item) <= 55,
  )
  await writeInteractions(path, interactionsFrom(orders))
}

type Chosen = Partial<JobOptions>

const network: Chosen = {
  ...({ model: 'mult-vae', hidden: 16, latent: 4, batch: 20, learningRate: 0.01 } as const),
  ...{ warmUp: 3, epochs: 6, patience: 3, heldOutShare: 0.2 },
}

let refused = 0 // each has a folder of its own, which this process holds to its end

/** Trains a run, as `hvamp train` does with these options. */
async function train(name: string, chosen: Chosen, earlier: Earlier = {}, data?: string): Promise<void> {
  const path = at(name === 'refused' ? `refused-${refused++}` : name)
  const values = { ...runDefaults, backend: 'wasm', ...chosen, out: path } as JobOptions
  const options = requested(values, [...Object.keys(chosen), 'out'])
  const job = await beginJob(data, options, out, earlier)
  await runTraining(job, out, { checkpointSeconds: 60 })
  job.model.dispose()
}

const base = (name: string): Promise<BaseRun> => openBase(at(name), '--from')

beforeAll(async () => {
  process.setMaxListeners(100) // each run holds its folder until this process ends
  vi.spyOn(process.stdout, 'write').mockReturnValue(true) // lines of JSON
  ;({ folder, remove } = await scratch())
  await writeOrders(1)
  await train('first', network, {}, at('orders.csv'))
  await train('drawn', { ...network, epochs: 1, heldOutShare: undefined, heldOut: 40 }, {}, at('orders.csv'))
  await writeOrders(2)
})
afterAll(async () => {
  vi.restoreAllMocks()
  await remove()
})

describe('a run from an earlier one', () => {
  it('is refused before its data are read where that one has no model yet', async () => {
    await cp(at('first', 'config.json'), at('unfinished', 'config.json'))
    await expect(base('unfinished')).rejects.toThrow(
      `${at('unfinished')}: has no model yet: finish it with hvamp train --resume`,
    )
  })

  it('has its options but for a warm-up, the data of the day, and says what it took over', async () => {
    const first = await base('first')
    await train('second', { epochs: 2 }, { from: first, check: { against: first } })
    const { from, options, data } = await readRun(at('second'))
    expect(from).toMatchObject({ run: at('first'), vanished: 'drop', items: { new: 5, vanished: 5 } })
    expect(options).toMatchObject({ model: 'mult-vae', hidden: 16, epochs: 2, warmUp: 0, heldOutShare: 0.2 })
    expect(data.items).toBe(from!.items.kept + from!.items.new)
    const { check, test } = await readRunMetrics(at('second'))
    expect(check).toMatchObject({ against: at('first'), metric: 'ndcg@100', isBelow: false })
    expect(check!.mean).toBe(test.models['mult-vae']!.metrics['ndcg@100']!.mean)
  })

  it('has its query for a database, but for a file, or another query, none of it', async () => {
    const { config, ...first } = await base('first')
    const from = {
      ...first,
      config: { ...config, options: { ...config.options, query: 'SELECT * FROM orders' } },
    }
    const rowsOf = async (given: string, chosen: Chosen) => {
      const asked = requested({ ...runDefaults, ...chosen } as JobOptions, Object.keys(chosen))
      const { query, table } = (await followedOptions(given, asked, { from })).options.values
      return { query, table }
    }
    expect((await rowsOf('sqlite:shop.sqlite', {})).query).toBe('SELECT * FROM orders')
    expect(await rowsOf('sqlite:shop.sqlite', { table: 'orders' })).toEqual({
      query: undefined,
      table: 'orders',
    })
    expect(await rowsOf(at('orders.csv'), {})).toEqual({ query: undefined, table: undefined })
  })

  it('has columns that were chosen by number by their names, where they have some', async () => {
    const { config, ...first } = await base('first')
    const columnsAfter = async (columns: object) => {
      const reading = { ...config.data.reading!, columns }
      const options = { ...config.options, userColumn: '2', itemColumn: '1' }
      const from = { ...first, config: { ...config, options, data: { ...config.data, reading } } }
      const asked = requested({ ...runDefaults } as JobOptions, [])
      const { userColumn, itemColumn } = (await followedOptions(at('orders.csv'), asked, { from })).options
        .values
      return { userColumn, itemColumn }
    }
    expect(await columnsAfter({ user: 'client', item: 'sku' })).toEqual({
      ...{ userColumn: 'client', itemColumn: 'sku' },
    })
    for (const unnamed of [
      { user: 2, item: 1 },
      { user: '7', item: 1 },
    ]) {
      expect(await columnsAfter(unnamed)).toEqual({ userColumn: '2', itemColumn: '1' })
    }
  })

  it('is tested on users that the earlier run held out, or did not know', async () => {
    const [first, second] = await Promise.all(
      ['first', 'second'].map(async (run) => (await readResults(at(run))).testUsers.get('mult-vae')!.ids),
    )
    const known = second!.filter((user) => Number(user) <= 200)
    expect(known.length).toBeGreaterThan(10)
    expect(second!.length).toBeGreaterThan(known.length)
    // by chance a fifth would be; some had nothing to find in the first night
    expect(known.filter((user) => first!.includes(user)).length).toBeGreaterThan(0.6 * known.length)
  })

  it('keeps items that have vanished where that is asked for', async () => {
    await train('wider', { epochs: 1, vanished: 'keep' }, { from: await base('first') })
    const { from, data } = await readRun(at('wider'))
    const { kept, new: added, vanished } = from!.items
    expect(vanished).toBe(5)
    expect(data.items).toBe(kept + added + vanished)
  })

  it('is resumed with the same weights of the earlier run, and not without them', async () => {
    await rm(at('second', 'metrics.json'))
    await rm(at('second', 'model'), { recursive: true })
    const again = async () =>
      resumeJob(at('second'), undefined, requested({ ...runDefaults } as JobOptions), out)
    const job = await again()
    await runTraining(job, out, { checkpointSeconds: 60 })
    job.model.dispose()
    const config = await readFile(at('second', 'config.json'), 'utf8')
    await writeFile(
      at('second', 'config.json'),
      config.replace(/("sha256": ")\w{4}(\w+",\s+"items")/, '$1beef$2'),
    )
    await expect(again()).rejects.toThrow('first: must have the model that ')
    await writeFile(at('second', 'config.json'), config)
  })

  it.each<[string, Chosen, string, string]>([
    [
      'another model',
      { model: 'mult-dae' },
      'first',
      'first: must be a run of --model mult-dae, got one of mult-vae: leave --model out',
    ],
    [
      'users drawn anew',
      {},
      'drawn',
      'other users may be held out than in the data now: train both with --held-out-share',
    ],
    ['another share', { heldOutShare: 0.1 }, 'first', 'other users may be held out than in the data now'],
    ['no such run', {}, 'nowhere', "--from: must be the folder of a run, got '"],
  ])('is refused: %s', async (_, chosen, run, message) => {
    await expect((async () => train('refused', chosen, { from: await base(run) }))()).rejects.toThrow(message)
    expect(await readdir(folder)).not.toContainEqual(expect.stringMatching(/^refused-\d+$/))
  })

  it('is refused before its data are read where its network would be another', async () => {
    const from = await base('first')
    await expect(train('refused', { hidden: 8 }, { from }, at('nowhere.csv'))).rejects.toThrow(
      /^--hidden: must be 16 as in .*first, whose weights training starts from, or left out, got 8$/,
    )
  })

  it('is bad input where only its weights tell that its network is another', async () => {
    const sparse: Chosen = { ...network, pseudoInputSupport: 'users', pseudoInputItems: 3 }
    const frozen: Chosen = {
      ...sparse,
      prior: 'vamp',
      pseudoInputs: 12,
      pseudoInputLearningRate: 0,
      epochs: 1,
    }
    await train('frozen', frozen, {}, at('orders.csv'))
    const error = await train('refused', { pseudoInputs: 10 }, { from: await base('frozen') }).catch(
      (error: unknown) => error,
    )
    expect(error).toMatchObject({
      message: expect.stringMatching(/^mult-vae\.fit: from must be of the same network, but for its items: /),
    })
    expect(isBadInput(error)).toBe(true)
  })

  it('is refused where a link leads to nothing', async () => {
    symlinkSync('gone', at('dangling'))
    await expect(base('dangling')).rejects.toThrow(
      /must be the folder of a run, got the link '.*dangling', which leads to nothing/,
    )
  })

  it('is refused for a model that learns anew', async () => {
    await train('ease', { model: 'ease', heldOutShare: 0.2 }, {}, at('orders.csv'))
    await expect((async () => train('refused', {}, { from: await base('ease') }))()).rejects.toThrow(
      /--from: must be a run of a model that is trained in epochs \(hvamp, .*\), got one of ease/,
    )
  })

  it('is refused where the columns or all products are others', async () => {
    const orders = await readFile(at('orders.csv'), 'utf8')
    await writeFile(at('renamed.csv'), orders.replace('itemId', 'productId'))
    const from = await base('first')
    await expect(train('refused', {}, { from }, at('renamed.csv'))).rejects.toThrow(
      /renamed.csv: must have the columns that .*first was trained on, 'itemId' for the item, got 'productId': --item-column/,
    )
    const { interactions } = syntheticInteractions({
      users: 100,
      items: 40,
      interactionsPerUser: 10,
      seed: 3,
    })
    const others = Array.from(entriesOf(interactions), (entry) => ({ ...entry, item: `sku-${entry.item}` }))
    await writeInteractions(at('others.csv'), interactionsFrom(others))
    await expect(train('refused', {}, { from }, at('others.csv'))).rejects.toThrow(
      /first: must have items of the data, got none of its \d+ among \d+: 'sku-\d+' is new/,
    )
    expect(await readdir(folder)).not.toContainEqual(expect.stringMatching(/^refused-\d+$/))
  })
})

describe('a run that is held against another', () => {
  const checked = async (name: string, chosen: Chosen, check: CheckRequest) => {
    await train(name, { ...network, ...chosen }, { check }, at('orders.csv'))
    return (await readFinishedRun(at(name))).check
  }

  it('is below if it is worse by more than chance, on users of whom the other model does not know all items', async () => {
    const untrained = { epochs: 1, learningRate: 1e-9 }
    expect(
      await checked('worse', untrained, { against: await base('first'), metric: 'recall@20' }),
    ).toMatchObject({
      metric: 'recall@20',
      isBelow: true,
    })
    // worse than itself by nothing: the same data, options and seed
    const { mean, reference, standardError, isBelow } = (await checked('same', untrained, {
      against: await base('worse'),
    }))!
    expect({ difference: mean - reference, standardError, isBelow }).toEqual({
      difference: 0,
      standardError: 0,
      isBelow: false,
    })
  })

  it('is refused by a metric that is not measured, and against a run whose test users may be others', async () => {
    await expect(checked('refused', {}, { against: 'popularity', metric: 'ndcg@7' })).rejects.toThrow(
      "--fail-metric: must be one of --metrics, ndcg@100, recall@20, recall@50, got 'ndcg@7'",
    )
    await expect(checked('refused', {}, { against: await base('drawn') })).rejects.toThrow(
      '--fail-below: must be a run that was not trained on',
    )
  })
})

describe('a run on everybody', () => {
  it('has the options and the best epoch of a run, and nobody to measure on', async () => {
    const first = await base('first')
    await train('everybody', {}, { refit: first })
    const { bestEpoch } = await readRunMetrics(at('first'))
    const { refit, options, data } = await readRun(at('everybody'))
    expect(refit).toMatchObject({ run: at('first'), bestEpoch })
    expect(options).toMatchObject({ split: 'none', epochs: bestEpoch, hidden: 16, warmUp: 3 })
    expect(data).toMatchObject({ validation: { users: 0 }, test: { users: 0 } })
    const { epochs, validation, test } = await readFinishedRun(at('everybody'))
    expect({ epochs, validation, test }).toEqual({
      epochs: bestEpoch,
      validation: undefined,
      test: undefined,
    })
    expect((await readdir(at('everybody'))).sort()).toEqual([
      ...['config.json', 'data.json', 'history.csv', 'latent.json', 'metrics.json', 'model'], // no per-user.csv
      'trained-users.bin',
    ])
  })

  it('is neither measured nor compared, and says why', async () => {
    const values = { ...runDefaults, backend: 'wasm', part: 'test', unknown: 'skip', json: true } as const
    const evaluated = evaluateAction(
      at('everybody'),
      undefined,
      requested({ ...measuringDefaults, ...splitDefaults, ...shardDefaults, ...values }),
    )
    await expect(evaluated).rejects.toThrow(
      'everybody: must have held-out users, got a run that was trained on everybody',
    )
    await expect(readResults(at('everybody'))).rejects.toThrow(
      'must be a run with test users, got one that was trained on everybody',
    )
  })

  it('is gone on from on everybody only, and cannot be held against anything', async () => {
    const from = await base('everybody')
    await train('next', { epochs: 1 }, { from })
    expect((await readRun(at('next'))).options.split).toBe('none')
    await expect(train('refused', { split: 'strong', heldOutShare: 0.2 }, { from })).rejects.toThrow(
      'must be a run with held-out users, got ',
    )
    await expect(train('refused', {}, { from, check: { against: 'popularity' } })).rejects.toThrow(
      '--fail-below: must come with held-out users to measure on',
    )
  })

  it('is not made after one that began with the weights of another, unless its weights are taken too', async () => {
    const refit = await base('second')
    await expect(train('refused', {}, { refit })).rejects.toThrow(
      /--refit: must be a run that began anew, got .*second, whose epochs came on top/,
    )
    await train('both', { epochs: 1 }, { refit, from: refit })
    expect((await readRun(at('both'))).from!.run).toBe(at('second'))
  })

  it('of a folder of a split has all of its parts', async () => {
    const split = { ...runDefaults, heldOut: 30, out: at('split'), json: true, writeAs: 'csv' } as const
    await splitAction(at('orders.csv'), requested(split, ['heldOut']))
    await train('of-split', { model: 'ease' }, {}, at('split'))
    await rm(at('of-split', 'metrics.json'))
    const resumed = await resumeJob(
      at('of-split'),
      undefined,
      requested({ ...runDefaults } as JobOptions),
      out,
    )
    await runTraining(resumed, out, { checkpointSeconds: 60 })
    await train('of-all', {}, { refit: await base('of-split') })
    const { train: trained, validation, test } = (await readRun(at('of-split'))).data
    expect((await readRun(at('of-all'))).data.train).toMatchObject({
      users: trained.users + validation.users + test.users,
      interactions: trained.interactions + validation.interactions + test.interactions,
    })
  })
})
