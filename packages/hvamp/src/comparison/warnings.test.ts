import { expect, it } from 'vitest'
import type { RunResults } from './read-results'
import type { System } from './systems'
import { warningsOf } from './warnings'

const run = (options: object, metrics: object) =>
  ({ config: { options: { model: 'mult-vae', ...options } }, metrics }) as unknown as RunResults
const last = { epochs: 5, bestEpoch: 5, stopped: 'epochs' }

function system(title: string, runs: readonly RunResults[], values: readonly number[]): System {
  return {
    title,
    runs,
    metrics: new Map([['ndcg@100', Float64Array.from(values)]]),
    seedMeans: new Map(),
  }
}

function linesOf(systems: readonly System[], popular: readonly number[] | undefined): string[] {
  const popularity = popular && new Map([['ndcg@100', popular]])
  const users = { ids: [], foldIn: [], heldOut: [] }
  return warningsOf({ systems, popularity, users, withoutHeldOutItems: 0, folds: undefined }, 'ndcg@100').map(
    ({ text }) => text,
  )
}

const folds = [run({ fold: 1, seed: 1 }, last), run({ fold: 2, seed: 1 }, { ...last, bestEpoch: 3 })]
const seeds = [run({ seed: 1 }, last), run({ seed: 2 }, last)]
const low = [0.1, 0.2, 0.2, 0.2]
const high = [0.5, 0.6, 0.7, 0.6]

it('says once of all folds or seeds what a training says of its run', () => {
  expect(linesOf([system('A (2 folds)', folds, high)], low)).toEqual([
    'in 1 of 2 folds validation was best in the last epoch: with more of them (--epochs) it may rise further',
  ])
  expect(linesOf([system('A', seeds, low)], high)).toEqual([
    expect.stringMatching(/^in 2 of 2 seeds /),
    expect.stringMatching(
      /^worse than popularity by more than chance, NDCG@100 0\.1750 against 0\.6000: .*--epochs/,
    ),
  ])
})

it('says of which of several systems, and holds them against popularity among them', () => {
  const popularity = system(
    'Popularity',
    [run({ model: 'popularity' }, { epochs: 0, bestEpoch: null })],
    high,
  )
  expect(linesOf([system('A', seeds, low), popularity], undefined)).toEqual([
    expect.stringMatching(/^A: in 2 of 2 seeds /),
    expect.stringMatching(/^A: worse than popularity/),
  ])
})

it('holds each against the popularity beside its own runs where they were trained on different data', () => {
  const systems = [
    { ...system('A', seeds, low), popularity: new Map([['ndcg@100', high]]) },
    { ...system('B', seeds, low), popularity: new Map([['ndcg@100', low]]) },
    system('Popularity', [run({ model: 'popularity' }, { epochs: 0, bestEpoch: null })], high),
  ]
  const trainedOn = [281, 581].map((users) => ({ users, interactions: 9 * users, runs: [`of-${users}`] }))
  const compared = { systems, popularity: undefined, trainedOn, withoutHeldOutItems: 0, folds: undefined }
  const found = warningsOf({ ...compared, users: { ids: [], foldIn: [], heldOut: [] } }, 'ndcg@100')
  expect(found.filter(({ kind }) => kind === 'below-popularity').map(({ system }) => system)).toEqual(['A'])
})
