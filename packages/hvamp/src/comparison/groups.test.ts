import { describe, expect, it } from 'vitest'
import { completeModel } from '../settings/model'
import { runDefaults, runSettingsOf } from '../settings/run-settings'
import type { RunResults } from './read-results'
import { gatherSystems } from './systems'

interface Made {
  readonly seed?: number
  readonly fold?: number
  readonly l2?: number
  /** The series, tuning or row that it is of. */
  readonly origin?: string
  readonly sha256?: string
  readonly trainUsers?: number
  /** Of the training users. */
  readonly fingerprint?: string
}

/** A finished run of EASE, on two test users of its fold. */
function run(folder: string, made: Made = {}): RunResults {
  const { seed = 1, fold, l2 = 1, origin, sha256 = 'one', trainUsers = 281, fingerprint = 'a' } = made
  const options = runSettingsOf(
    { ...runDefaults, seed, ...(fold !== undefined && { folds: 3, fold }) },
    completeModel({ model: 'ease', l2 }),
  )
  const train = { users: trainUsers, interactions: 900, fingerprint: `${fingerprint}-${fold}` }
  const test = { users: 2, interactions: 9, fingerprint: `${fold}` }
  const ids = [1, 2].map((user) => `${fold}-${user}`)
  const users = {
    ...{ ids, foldIn: [1, 2], heldOut: [2, 2] },
    metrics: new Map([['ndcg@100', [seed / 10, seed / 20]]]),
  }
  return {
    ...{ folder, origin },
    config: { options, data: { source: { sha256 }, train, test } } as unknown as RunResults['config'],
    metrics: { test: {} } as unknown as RunResults['metrics'],
    testUsers: new Map([['ease', users]]),
  }
}

/** The folders of each system, in an order that is that of no argument. */
function systemsOf(runs: readonly RunResults[], seeds: 'mean' | 'apart' = 'mean'): string[] {
  const { systems } = gatherSystems(runs, seeds)
  const foldersOf = (of: readonly RunResults[]) => of.map(({ folder }) => folder).sort()
  return systems.map(({ runs }) => foldersOf(runs).join(' ')).sort()
}

const named = (origin: string, seeds: readonly number[], made: Made = {}) =>
  seeds.map((seed) => run(`${origin}/${seed}`, { ...made, seed, origin }))

describe('series, and rows of a table', () => {
  const few = named('few', [1, 2])
  const many = named('many', [1, 2, 3])

  it('are one system each, whatever seeds they have and in whatever order they are named', () => {
    const expected = ['few/1 few/2', 'many/1 many/2 many/3']
    expect(systemsOf([...few, ...many])).toEqual(expected)
    expect(systemsOf([...many, ...few])).toEqual(expected)
    expect(systemsOf([...named('later', [3, 4]), ...few])).toEqual(['few/1 few/2', 'later/3 later/4'])
  })

  it('have the values of their own seeds', () => {
    const meansOf = (runs: readonly RunResults[]) =>
      gatherSystems(runs, 'mean').systems.map(({ metrics }) => metrics.get('ndcg@100')![0])
    const row = [run('x-ease/1', { seed: 9, origin: 'x-ease' })]
    const best = [9, 1].map((seed) => run(`x-best/${seed}`, { seed, origin: 'x-best' }))
    expect(meansOf([...row, ...best])).toEqual([0.9, 0.5])
    expect(meansOf([...best, ...row])).toEqual([0.5, 0.9])
  })

  it('are apart where their seeds are to be', () => {
    const expected = ['few/1', 'few/2', 'many/1', 'many/2', 'many/3']
    expect(systemsOf([...many, ...few], 'apart')).toEqual(expected)
    const ofFolds = (origin: string) => [1, 2].map((fold) => run(`${origin}/${fold}`, { fold, origin }))
    expect(systemsOf([...ofFolds('a'), ...ofFolds('b')].toReversed(), 'apart')).toEqual([
      'a/1 a/2',
      'b/1 b/2',
    ])
  })

  it('have no run beside them that is named by itself', () => {
    expect(systemsOf([run('alone', { seed: 4 }), ...few])).toEqual(['alone', 'few/1 few/2'])
  })

  it('of one fold each are together one system, as none has all', () => {
    const folds = [1, 2].flatMap((fold) => named(`of-${fold}`, [1, 2], { fold }))
    expect(systemsOf(folds)).toEqual(['of-1/1 of-1/2 of-2/1 of-2/2'])
  })
})

describe('runs named one by one', () => {
  it('are seeds of one system if they have the same training data', () => {
    const clean = [1, 2].map((seed) => run(`clean-${seed}`, { seed }))
    const noisy = { sha256: 'noisy', trainUsers: 581, fingerprint: 'b' }
    const other = run('noisy-3', { ...noisy, seed: 3 })
    for (const runs of [
      [...clean, other],
      [clean[0]!, other, clean[1]!],
      [other, ...clean],
    ]) {
      expect(systemsOf(runs)).toEqual(['clean-1 clean-2', 'noisy-3'])
    }
  })

  it('have them in another file too, of which the training users are the same', () => {
    expect(systemsOf([run('csv', { seed: 1 }), run('parquet', { seed: 2, sha256: 'packed' })])).toEqual([
      'csv parquet',
    ])
  })

  it('are folds of one system if they are of one file, or a run of the same fold is', () => {
    const first = run('first', { fold: 1, seed: 1, sha256: 'csv' })
    const second = run('second', { fold: 2, seed: 1, sha256: 'parquet' })
    expect(() => systemsOf([first, second])).toThrow(
      'first: must have been trained on fold 2 too, as second was, got folds 1',
    )
    const third = run('third', { fold: 1, seed: 2, sha256: 'parquet' })
    expect(systemsOf([first, second, third])).toEqual(['first second third'])
  })

  it('with other options are other systems', () => {
    expect(systemsOf([run('a', { seed: 1 }), run('b', { seed: 2, l2: 7 })])).toEqual(['a', 'b'])
  })
})
