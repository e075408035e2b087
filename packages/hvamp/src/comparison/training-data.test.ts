import { describe, expect, it } from 'vitest'
import { completeModel } from '../settings/model'
import { runDefaults, runSettingsOf } from '../settings/run-settings'
import { compareRuns } from './compare-runs'
import type { RunResults } from './read-results'
import { comparisonNotes } from './tables'

const high = [0.5, 0.6, 0.7, 0.6, 0.55, 0.65]
const low = [0.1, 0.2, 0.2, 0.2, 0.1, 0.15]

interface Made {
  readonly seed?: number
  readonly train: { readonly users: number; readonly interactions: number }
  readonly popularity?: readonly number[]
}

/** A finished run of EASE, on six test users. */
function run(folder: string, { seed = 1, train, popularity = low }: Made): RunResults {
  const options = runSettingsOf({ ...runDefaults, seed }, completeModel({ model: 'ease' }))
  const test = { users: 6, interactions: 60, fingerprint: 'same' }
  const usersWith = (values: readonly number[]) => ({
    ids: values.map((_, user) => `u${user}`),
    foldIn: values.map((_, user) => user + 4),
    heldOut: values.map(() => 2),
    metrics: new Map([['ndcg@100', values]]),
  })
  return {
    folder,
    config: { options, data: { source: { sha256: folder }, train, test } } as unknown as RunResults['config'],
    metrics: { epochs: 0, bestEpoch: null, test: {} } as unknown as RunResults['metrics'],
    testUsers: new Map([
      ['ease', usersWith(low.map((value, user) => value + (user + seed) / 100))],
      ['popularity', usersWith(popularity)],
    ]),
  }
}

const compared = (...runs: RunResults[]) => compareRuns(runs, { seeds: 'mean', seed: 1, resamples: 100 })

const few = { users: 281, interactions: 8593 }
const many = { users: 581, interactions: 14_000 }

describe('systems that were trained on different data', () => {
  const first = run('ce', { train: few, popularity: high })
  const second = run('ne', { train: many })

  it('have no popularity beside all of them, in whatever order, and the notes say why', async () => {
    const comparisons = [await compared(first, second), await compared(second, first)]
    for (const comparison of comparisons) {
      expect(comparison.systems.map(({ title }) => title).sort()).toEqual(['EASE [ce]', 'EASE [ne]'])
      expect(comparison.warnings.map(({ kind, system }) => [kind, system])).toEqual([
        ['below-popularity', 'EASE [ce]'],
      ])
    }
    expect(comparisonNotes(comparisons[0]!, 100)).toContain(
      'Trained on different users: 281 in ce, 581 in ne; popularity beside them differs too, and is left out.',
    )
    expect(comparisons[1]!.trainedOn).toEqual([
      { ...many, runs: ['ne'] },
      { ...few, runs: ['ce'] },
    ])
  })

  it('are told apart by their interactions where the users are as many', async () => {
    const more = { users: 281, interactions: 9000 }
    const runs = [first, run('ce-2', { train: few, seed: 2 }), run('me', { train: more })]
    expect(comparisonNotes(await compared(...runs), 100)).toContainEqual(
      expect.stringMatching(
        /^Trained on different interactions: 8,593 in ce and 1 more, 9,000 in me; popularity/,
      ),
    )
  })
})

it('systems that were trained on the same data have popularity beside them, also of two files', async () => {
  const { systems, trainedOn } = await compared(run('one', { train: few }), run('two', { train: few }))
  expect(systems.map(({ title }) => title)).toEqual(['EASE [one]', 'EASE [two]', 'popularity'])
  expect(trainedOn).toBeUndefined()
})
