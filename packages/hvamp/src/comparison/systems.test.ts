import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { summarize } from '@hvamp/metrics'
import { describe, expect, it } from 'vitest'
import { completeModel } from '../settings/model'
import { type RunSettings, runDefaults, runSettingsOf } from '../settings/run-settings'
import { compareRuns } from './compare-runs'
import type { RunResults } from './read-results'
import { gatherSystems } from './systems'
import { comparisonNotes, comparisonTables } from './tables'

interface Made {
  readonly model: 'ease' | 'item-knn'
  readonly fold?: number
  readonly seed?: number
  readonly values: Readonly<Record<string, number>>
}

/** A finished run, of test users by their ids with a value each. */
function run({ model, fold, seed = 1, values }: Made): RunResults {
  const options: RunSettings = runSettingsOf(
    { ...runDefaults, seed, ...(fold !== undefined && { folds: 3, fold }) },
    completeModel({ model }),
  )
  const ids = Object.keys(values)
  const users = (scale: number) => ({
    ids,
    foldIn: ids.map((_, i) => i + 1),
    heldOut: ids.map(() => 2),
    metrics: new Map([['ndcg@100', Object.values(values).map((value) => scale * value)]]),
  })
  return {
    folder: [model, fold, seed].join('-'),
    config: { options, data: { source: { sha256: 'one' } } } as unknown as RunResults['config'],
    metrics: {
      ...{ epochs: 0, bestEpoch: null },
      test: { withoutHeldOutItems: 2 },
    } as unknown as RunResults['metrics'],
    testUsers: new Map([
      [model, users(1)],
      ['popularity', users(0.5)],
    ]),
  }
}

const ease = [
  run({ model: 'ease', fold: 2, values: { c: 0.5, d: 0.7 } }),
  run({ model: 'ease', fold: 1, values: { a: 0.1, b: 0.3 } }),
  run({ model: 'ease', fold: 3, values: { e: 0.2, f: 0.4 } }),
]
const knn = [
  run({ model: 'item-knn', fold: 3, values: { f: 0.3, e: 0.1 } }),
  run({ model: 'item-knn', fold: 1, values: { b: 0.1, a: 0.2 } }),
  run({ model: 'item-knn', fold: 2, values: { c: 0.4, d: 0.1 } }),
]
const options = { seeds: 'mean', seed: 1, resamples: 100 } as const

it('refuses runs of other data with other items held out, which popularity shows', () => {
  const of = (sha256: string, values: Record<string, number>) => {
    const one = run({ model: sha256 === 'one' ? 'ease' : 'item-knn', values })
    const data = { source: { sha256 } }
    return { ...one, config: { ...one.config, data } } as unknown as RunResults
  }
  const first = of('one', { a: 0.1, b: 0.3 })
  expect(gatherSystems([first, of('same items', { a: 0.1, b: 0.3 })], 'mean').systems).toHaveLength(2)
  expect(() => gatherSystems([first, of('another', { a: 0.1, b: 0.4 })], 'mean')).toThrow(
    "item-knn--1: must have the items held out that ease--1 has, got other data, with SHA-256 another… in place of one…, for which popularity differs in 1 of 2 test users, such as 'b': train both on one file, or on one folder of hvamp split",
  )
})

it('refuses runs of other items held out by their fingerprints, in one file and in two', () => {
  const of = (model: Made['model'], sha256: string, fingerprint: string) => {
    const one = run({ model, values: { a: 0.1, b: 0.3 } })
    const data = { source: { sha256 }, test: { users: 2, interactions: 7, fingerprint } }
    return { ...one, config: { ...one.config, data } } as unknown as RunResults
  }
  const first = of('ease', 'one', '1-2')
  for (const sha256 of ['one', 'in another order']) {
    expect(gatherSystems([first, of('item-knn', sha256, '1-2')], 'mean').systems).toHaveLength(2)
  }
  expect(() => gatherSystems([first, of('item-knn', 'one', '1-3')], 'mean')).toThrow(
    'item-knn--1: must have the items held out that ease--1 has, got others of the same data: divide both by the same options, also by the same column of times',
  )
  expect(() => gatherSystems([first, of('item-knn', 'another', '1-3')], 'mean')).toThrow(
    'item-knn--1: must have the items held out that ease--1 has, got other data, with SHA-256 another… in place of one…: train both on one file, or on one folder of hvamp split',
  )
})

it('counts a single test user in the singular', async () => {
  const comparison = await compareRuns([run({ model: 'ease', values: { a: 0.1 } })], options)
  expect(comparisonNotes(comparison, 100)[0]).toBe('1 test user, the same for all.')
  const { head } = comparisonTables(comparison).at(-1)!
  expect(head).toEqual(['', '1 (1 user)'])
})

it('refuses to compare runs on a single test user, of whom chance is unknown', () => {
  const of = (model: Made['model']) => run({ model, values: { a: 0.1 } })
  expect(() => gatherSystems([of('ease'), of('item-knn')], 'mean')).toThrow(
    'ease--1: must have at least 2 test users to be compared, got 1: hold out more when data are divided',
  )
})

it('refuses a run under two names, by its path or by a link, and finds it by either', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'hvamp-systems-'))
  const [place, link] = [join(scratch, 'night'), join(scratch, 'latest')]
  await mkdir(place)
  await symlink('night', link)
  const [first, second] = [run({ model: 'ease', values: { a: 0.1, b: 0.3 } }), knn[1]!]
  const at = (folder: string) => ({ ...first, folder })
  for (const other of [link, relative('.', place), `${place}/`]) {
    expect(() => gatherSystems([at(place), at(other)], 'mean')).toThrow(
      `runs must differ, got ${place} and ${other}, which are the same`,
    )
  }
  const others = { ...second, config: { ...second.config, options: { ...first.config.options, l2: 7 } } }
  const two = [at(place), { ...others, testUsers: first.testUsers } as RunResults]
  expect((await compareRuns(two, { ...options, to: link })).verdict.to).toBe('EASE [night]')
  await rm(scratch, { recursive: true })
})

it('takes a difference that is the same for all of few users for chance, and for all of many for none', async () => {
  const pairOf = (count: number) => {
    const valuesOf = (add: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, user) => [`u${user}`, user / 16 + add]))
    const other = run({ model: 'item-knn', values: valuesOf(0.1) })
    return [run({ model: 'ease', values: valuesOf(0) }), other]
  }
  const [few, many] = await Promise.all([2, 8].map((count) => compareRuns(pairOf(count), options)))
  expect(few!.differences[0]!.t).toMatchObject({ pValue: 0.5, adjusted: 0.5 })
  expect(few!.verdict.text).toContain('Its lead over EASE could be chance.')
  expect(many!.differences[0]!.t.pValue).toBe(2 / 2 ** 8)
  expect(many!.verdict.text).toContain('It beats EASE by more than chance.')
})

it('tells systems of one title apart by as much of their folders as that takes', async () => {
  const made = (folder: string, l2: number) => {
    const one = run({ model: 'ease', values: { a: l2, b: 0.3 } })
    return { ...one, folder, config: { ...one.config, options: { ...one.config.options, l2 } } } as RunResults
  }
  const runs = [made('dense/trials/001', 1), made('sparse/trials/001', 2), made('sparse/trials/002', 3)]
  const { systems, differences } = await compareRuns(runs, { ...options, to: 'sparse/trials/001' })
  const titles = ['EASE [dense/trials/001]', 'EASE [sparse/trials/001]', 'EASE [002]']
  expect(systems.map(({ title }) => title)).toEqual([...titles, 'popularity'])
  expect(differences.map(({ system }) => system)).toEqual([titles[0], titles[2]])
})

it('names series of runs by the folder that their runs share', () => {
  const made = (folder: string, l2: number, seed: number) => {
    const one = run({ model: 'ease', seed, values: { a: l2, b: 0.3 } })
    return { ...one, folder, config: { ...one.config, options: { ...one.config.options, l2 } } } as RunResults
  }
  const titlesOf = (...runs: RunResults[]) => gatherSystems(runs, 'mean').systems.map(({ title }) => title)
  const few = [made('few/runs/seed-1', 1, 1), made('few/runs/seed-2', 1, 2)]
  const many = [made('many/runs/seed-1', 2, 1), made('many/runs/seed-2', 2, 2)]
  expect(titlesOf(...few, ...many)).toEqual([
    'EASE (mean of 2 seeds) [few/runs]',
    'EASE (mean of 2 seeds) [many/runs]',
  ])
  const beside = [made('few/runs/a-1', 2, 1), made('few/runs/a-2', 2, 2)]
  expect(titlesOf(...few, ...beside)).toEqual([
    'EASE (mean of 2 seeds) [seed-1]',
    'EASE (mean of 2 seeds) [a-1]',
  ])
})

describe('runs of several folds', () => {
  it('are one system over the users of all folds, each paired with the same user of another', async () => {
    // users of a fold stand in another order in the second system: ids alone pair them
    const { systems, users, folds, differences } = await compareRuns(
      [...ease, ...knn.map(alignedFoldIn)],
      options,
    )
    expect({ users, folds }).toEqual({ users: 6, folds: 3 })
    expect(systems.map(({ title }) => title)).toEqual(['EASE (3 folds)', 'Item-kNN (3 folds)', 'popularity'])
    const own = [0.1, 0.3, 0.5, 0.7, 0.2, 0.4]
    expect(systems[0]!.metrics['ndcg@100']).toEqual(summarize(own))
    expect(systems[2]!.metrics['ndcg@100']!.mean).toBeCloseTo(summarize(own).mean / 2, 12)
    const paired = summarize([0.1 - 0.2, 0.3 - 0.1, 0.5 - 0.4, 0.7 - 0.1, 0.2 - 0.1, 0.4 - 0.3])
    expect(-differences[0]!.meanDifference).toBeCloseTo(paired.mean, 12)
    expect(differences[0]!.standardError).toBeCloseTo(paired.standardError, 12)
  })

  it('sum up the users with nothing held out, of each fold once', async () => {
    const comparison = await compareRuns([...ease, ...knn.map(alignedFoldIn)], options)
    expect(comparison.withoutHeldOutItems).toBe(6)
    expect(comparisonNotes(comparison, 100)).toContainEqual(
      expect.stringMatching(/^6 users more have nothing held out, so nothing is measured on them/),
    )
  })

  it('say which metric is not compared, and a run that lacks it', async () => {
    const own = ease[0]!.testUsers.get('ease')!
    const more = new Map([...own.metrics, ['recall@20', own.ids.map(() => 0.5)] as const])
    const first = { ...ease[0]!, testUsers: new Map([['ease', { ...own, metrics: more }]]) }
    const other = alignedFoldIn(knn.find(({ folder }) => folder === 'item-knn-2-1')!)
    const comparison = await compareRuns([first, other], options)
    expect(comparison.leftOut).toEqual([{ metric: 'recall@20', lacking: ['item-knn-2-1'] }])
    expect(comparisonNotes(comparison, 100)).toContain(
      'Not compared: Recall@20, not measured in item-knn-2-1.',
    )
    const asked = await compareRuns([first, other], { ...options, metrics: ['ndcg@100'] })
    expect(asked.leftOut).toEqual([])
  })

  it('are named by their fold where there is one', () => {
    const { systems, folds } = gatherSystems([ease[0]!], 'mean')
    expect({ title: systems[0]!.title, folds }).toEqual({ title: 'EASE (fold 2 of 3)', folds: undefined })
  })

  it('must be as many in every system, with other users in each fold', () => {
    expect(() => gatherSystems([...ease, ...knn.slice(1).map(alignedFoldIn)], 'mean')).toThrow(
      'item-knn-1-1: must have been trained on fold 3 too, as ease-3-1 was, got folds 1, 2',
    )
    const twice = run({ model: 'ease', fold: 2, values: { a: 1, c: 1 } })
    expect(() => gatherSystems([ease[1]!, twice], 'mean')).toThrow(
      "ease-2-1: must have other test users than ease-1-1, got user 'a' in both",
    )
    const whole = run({ model: 'ease', values: { a: 1 } })
    expect(() => gatherSystems([ease[0]!, whole], 'mean')).toThrow(
      'must have the test users of ease-2-1, those of fold 2 of 3, got some users held out: only runs of one division',
    )
  })
})

describe('seeds', () => {
  const seeded = (model: Made['model'], seed: number, add: number) => [
    run({ model, fold: 1, seed, values: { a: 0.1 + add, b: 0.3 + add } }),
    run({ model, fold: 2, seed, values: { c: 0.5 + add } }),
  ]
  const first = [0, 0.06, 0.03].flatMap((add, seed) => seeded('ease', seed, add))
  const second = [0.1, 0.14].flatMap((add, seed) => seeded('item-knn', seed, add))

  it('are averaged user by user, and spread over the means of whole seeds', async () => {
    const incomplete = run({ model: 'ease', fold: 1, seed: 9, values: { a: 0.9, b: 0.9 } })
    const { systems } = gatherSystems([...first, incomplete], 'mean')
    expect(systems[0]!.title).toBe('EASE (2 folds, mean of 4 seeds)')
    const means = systems[0]!.seedMeans.get('ndcg@100')!
    expect(means).toHaveLength(3)
    for (const [i, mean] of [0.3, 0.36, 0.33].entries()) expect(means[i]).toBeCloseTo(mean, 12)
    expect(systems[0]!.metrics.get('ndcg@100')![0]).toBeCloseTo((0.1 + 0.16 + 0.13 + 0.9) / 4, 12)
    expect(systems[0]!.metrics.get('ndcg@100')![2]).toBeCloseTo((0.5 + 0.56 + 0.53) / 3, 12)
  })

  it('add √(s₁² / n₁ + s₂² / n₂) to the error of a difference', async () => {
    const { systems, differences } = await compareRuns([...first, ...second], options)
    expect(systems[0]!.seeds!['ndcg@100']!.deviation).toBeCloseTo(0.03, 12)
    const expected = Math.sqrt(0.03 ** 2 / 3 + (0.02 * Math.SQRT2) ** 2 / 2)
    expect(differences[0]!.seedError).toBeCloseTo(expected, 12)
    const { differences: single } = await compareRuns([...first, ...second.slice(0, 2)], options)
    expect(single[0]!.seedError).toBeUndefined()
  })

  it('stay apart where asked, the folds of each together', () => {
    const { systems } = gatherSystems([...first, ...second], 'apart')
    expect(systems.map(({ runs }) => runs.length)).toEqual([2, 2, 2, 2, 2])
    expect(systems.every(({ seedMeans }) => seedMeans.size === 0)).toBe(true)
  })
})

/** The same run, its users with the fold-in sizes that `ease` has of them. */
function alignedFoldIn(of: RunResults): RunResults {
  const sizes = new Map(
    ease.flatMap(({ testUsers }) => {
      const { ids, foldIn } = testUsers.get('ease')!
      return ids.map((id, i) => [id, foldIn[i]!] as const)
    }),
  )
  const testUsers = new Map(
    [...of.testUsers].map(([model, users]) => [
      model,
      { ...users, foldIn: users.ids.map((id) => sizes.get(id)!) },
    ]),
  )
  return { ...of, testUsers }
}
