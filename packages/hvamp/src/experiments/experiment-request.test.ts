import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadSplit } from '../inputs/load-split'
import { type Requested, requested } from '../settings/requested'
import { runDefaults } from '../settings/run-settings'
import {
  divisionInWords,
  type ExperimentOptions,
  requestOf,
  splitRequest,
  testedInWords,
  withHeldOut,
} from './experiment-request'
import { experiments } from './experiments'

let folder: string
let shop: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-'))
  shop = join(folder, 'shop.csv')
  const lines = Array.from({ length: 40 }, (_, user) =>
    Array.from({ length: 6 }, (_, item) => `c${user};s${(user + item) % 9};${item > 4 ? '2,5' : '4,5'}`),
  )
  await writeFile(shop, `customer;sku;stars\n${lines.flat().join('\n')}\n`)
})
afterAll(() => rm(folder, { recursive: true }))

const experiment = (name: string) => experiments.find((each) => each.name === name)!
const asked = (options: object): Requested<ExperimentOptions> =>
  requested({ ...runDefaults, out: 'out', budget: 1, ...options }, Object.keys(options))

describe('what is asked of a table of our own', () => {
  it('reads and divides a file as train does with the same options, and gives every run the number of held-out users', async () => {
    const options = { data: shop, ratingColumn: 'stars', minUser: 4 }
    const request = await requestOf(experiment('own-data'), asked(options))
    const loaded = await loadSplit(request.data, splitRequest(request))
    const { data, ...ofTrain } = options
    const trained = await loadSplit(data, requested({ ...runDefaults, ...ofTrain }, Object.keys(ofTrain)))
    expect(loaded.split).toEqual(trained.split)
    expect((await withHeldOut(request, loaded)).dataOptions).toEqual({ ...ofTrain, heldOut: 4 })
    expect(divisionInWords(request, loaded)).toBe('4 users held out for validation and as many for test')
  })

  it('gives way to another division than that of the table', async () => {
    const optionsOf = async (options: object) =>
      (await requestOf(experiment('amazon-book'), asked({ data: shop, ...options }))).dataOptions
    expect(await optionsOf({})).toEqual({ format: 'adjacency', heldOut: 5000 })
    expect(await optionsOf({ heldOut: 20, format: 'csv' })).toEqual({ format: 'csv', heldOut: 20 })
    expect(await optionsOf({ heldOutShare: 0.1 })).toEqual({ format: 'adjacency', heldOutShare: 0.1 })
    expect(await optionsOf({ split: 'weak' })).toEqual({ format: 'adjacency', split: 'weak' })
    const folded = await requestOf(experiment('amazon-book'), asked({ data: shop, folds: 4 }))
    expect(folded).toMatchObject({ folds: 4, dataOptions: { format: 'adjacency' } })
    expect(splitRequest(folded).values).toMatchObject({ folds: 4, fold: 1 })
    expect(splitRequest(folded).values).not.toHaveProperty('heldOut')
  })

  it.each([
    [
      'pinterest',
      { userColumn: 'u' },
      '--user-column: goes with a table of data of your own, such as own-data',
    ],
    ['pinterest', { data: 'a', dataFolder: 'b' }, '--data-folder: must come without --data'],
    [
      'own-data',
      { data: '-' },
      "--data: must be data that each run can read again, got '-': hvamp split - --out",
    ],
    ['own-data', {}, '--data: must be a file, a folder that hvamp split wrote, or the name of a data set'],
    ['own-data', { data: 'r.csv', folds: 3, fold: 2 }, '--fold: must be left out, for every fold'],
    ['own-data', { data: 'r.csv', rows: ['svd'] }, '--rows: must be of popularity, item-knn'],
  ])('%s refuses %j', async (name, options, message) => {
    await expect(requestOf(experiment(name), asked(options))).rejects.toThrow(message)
  })
})

it('says what tests are over, with folds and seeds as they are', async () => {
  const own = experiment('own-data')
  const words = async (options: object) =>
    testedInWords(await requestOf(own, asked({ data: shop, ...options })), own)
  expect(await words({})).toBe('Users are held out once; tests are over users, of one training each.')
  expect(await words({ seeds: [1, 2] })).toBe(
    'Users are held out once; tests are over users, each with the mean of 2 trainings, one of each seed.',
  )
  expect(await words({ folds: 3 })).toMatch(
    /^Tests are over users, of one training each\. Options were chosen on .* the first fold,/,
  )
  expect(await words({ folds: 3, trials: 1 })).toBe('Tests are over users, of one training each.')
})
