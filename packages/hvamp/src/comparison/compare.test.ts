import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pairedTTest, summarize, wilcoxonSignedRank } from '@hvamp/metrics'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsonLines, scratch, tinyMultVae, writeSample } from '../actions/command.fixture'
import { hostedHvamp } from '../actions/hosted-command.fixture'
import { activityGroups } from './activity'
import type { Comparison } from './compare-runs'
import { readResults } from './read-results'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'))
  await train('vae-1', '--model', 'mult-vae', ...tinyMultVae, '--seed', '1')
  await train('vae-2', '--model', 'mult-vae', ...tinyMultVae, '--seed', '2')
  await train('ease', '--model', 'ease', '--held-out', '40', '--backend', 'wasm')
  await train('other-split', '--model', 'popularity', '--held-out', '40', '--split-seed', '5')
})
afterAll(() => remove())

async function train(run: string, ...options: string[]): Promise<void> {
  const { code, stderr } = await hostedHvamp(folder, ['train', 'ratings.csv', '--out', run, ...options])
  expect(code, stderr).toBe(0)
}

async function done(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await hostedHvamp(folder, ['compare', ...args])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return stdout
}

const compared = async (...args: string[]) =>
  jsonLines(await done(...args, '--resamples', '200', '--json'))[0] as unknown as Comparison

async function refused(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await hostedHvamp(folder, ['compare', ...args])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^hvamp: [^\n]+\n$/)
  return stderr
}

const valuesOf = async (run: string, model: string) => {
  const { testUsers } = await readResults(join(folder, run))
  return testUsers.get(model)!.metrics.get('ndcg@100')!
}

describe('compare', () => {
  it('has the means of the runs, and popularity beside them', async () => {
    const { systems, metrics, users } = await compared('ease', 'vae-1')
    expect(systems.map(({ title }) => title)).toEqual(['EASE', 'Mult-VAE', 'popularity'])
    expect(metrics).toEqual(['ndcg@100', 'recall@20', 'recall@50'])
    for (const { title, runs, metrics } of systems) {
      const { test } = JSON.parse(await readFile(join(folder, runs[0] ?? 'ease', 'metrics.json'), 'utf8'))
      const model = { EASE: 'ease', 'Mult-VAE': 'mult-vae' }[title] ?? 'popularity'
      expect(metrics['ndcg@100']!.mean).toBeCloseTo(test.models[model].metrics['ndcg@100'].mean, 12)
      expect(test.users).toBe(users)
    }
  })

  it('tests each difference user by user, and corrects for all that it tests', async () => {
    const { differences } = await compared('ease', 'vae-1')
    const [vae, ease] = [await valuesOf('vae-1', 'mult-vae'), await valuesOf('ease', 'ease')]
    const [first] = differences
    const differences12 = vae.map((value, user) => Math.round((value - ease[user]!) * 1e12) / 1e12)
    const none = vae.map(() => 0)
    const { adjusted: _, ...t } = first!.t
    const { adjusted: __, ...wilcoxon } = first!.wilcoxon
    expect(first).toMatchObject({ metric: 'ndcg@100', system: 'Mult-VAE', to: 'EASE', level: 0.95 })
    expect(t).toEqual(pairedTTest(differences12, none))
    expect(t.pValue).toBeCloseTo(pairedTTest(vae, ease).pValue, 9)
    expect(wilcoxon).toEqual(wilcoxonSignedRank(differences12, none))
    expect(first!.low).toBeLessThan(first!.meanDifference)
    expect(first!.high).toBeGreaterThan(first!.meanDifference)
    expect(differences).toHaveLength(3)
    const least = Math.min(...differences.map(({ t }) => t.pValue))
    expect(Math.min(...differences.map(({ t }) => t.adjusted))).toBeCloseTo(Math.min(1, 3 * least), 12)
  })

  it('finds no difference between a model and the mean of equal ones, whatever the last digits of that mean', async () => {
    await train('equal', '--model', 'ease', '--held-out', '40', '--l2', '500.0000001', '--seeds', '1,2,3')
    const { differences, systems } = await compared('ease', 'equal', '--metric', 'ndcg@100')
    const values = await valuesOf('ease', 'ease')
    expect(values.some((value) => (value + value + value) / 3 !== value)).toBe(true)
    expect(systems.map(({ title }) => title)).toContain('EASE (mean of 3 seeds)')
    const none = { pValue: 1 }
    expect(differences).toMatchObject([{ meanDifference: 0, low: 0, high: 0, t: none, wilcoxon: none }])
  })

  it('takes the mean of seeds for each user, unless they are to stay apart', async () => {
    const { systems } = await compared('vae-1', 'ease', 'vae-2', '--metric', 'ndcg@100')
    const [one, two] = [await valuesOf('vae-1', 'mult-vae'), await valuesOf('vae-2', 'mult-vae')]
    expect(systems[0]).toMatchObject({ title: 'Mult-VAE (mean of 2 seeds)', runs: ['vae-1', 'vae-2'] })
    const { mean, standardError } = summarize(one.map((value, user) => (value + two[user]!) / 2))
    expect(systems[0]!.metrics['ndcg@100']!.mean).toBeCloseTo(mean, 12)
    expect(systems[0]!.metrics['ndcg@100']!.standardError).toBeCloseTo(standardError, 12)
    const apart = await compared(
      'vae-1',
      'ease',
      'vae-2',
      '--seeds',
      'apart',
      '--metric',
      'ndcg@100',
      '--pairs',
    )
    expect(apart.differences.map(({ system, to }) => [system, to])).toEqual([
      ['EASE', 'Mult-VAE [vae-1]'],
      ['Mult-VAE [vae-2]', 'Mult-VAE [vae-1]'],
      ['Mult-VAE [vae-2]', 'EASE'],
    ])
  })

  it('keeps two runs of one seed apart', async () => {
    await altered('again', (text) => text)
    const { systems } = await compared('ease', 'again', '--metric', 'ndcg@100')
    expect(systems.map(({ title }) => title)).toEqual(['EASE [ease]', 'EASE [again]', 'popularity'])
  })

  it('holds the others against the best on the first metric, wherever it stands, and says so', async () => {
    const { systems, differences, verdict } = await compared(
      'vae-1',
      'ease',
      '--metric',
      'recall@20,ndcg@100',
    )
    const [vae, ease] = systems.map(({ metrics }) => metrics['recall@20']!.mean)
    expect(ease).toBeGreaterThan(vae!)
    expect(differences.map(({ system, to }) => [system, to])).toEqual([
      ['Mult-VAE', 'EASE'],
      ['Mult-VAE', 'EASE'],
    ])
    const isBeyondChance = differences[0]!.t.adjusted < 0.05
    expect(verdict).toMatchObject({ metric: 'recall@20', best: 'EASE', to: 'EASE', better: [] })
    expect([verdict.worse, verdict.alike]).toEqual(isBeyondChance ? [['Mult-VAE'], []] : [[], ['Mult-VAE']])
    const text = await done('vae-1', 'ease', '--metric', 'recall@20,ndcg@100', '--resamples', '200')
    expect(text.trimEnd().split('\n').at(-1)).toBe(verdict.text)
    expect(verdict.text).toMatch(/^EASE \(0\.\d{4}\) is best by Recall@20\. /)
  })

  it('holds the others against the run that is asked for', async () => {
    const { differences, verdict } = await compared(
      'ease',
      'vae-1',
      '--to',
      './vae-1',
      '--metric',
      'recall@20',
    )
    expect(differences).toMatchObject([{ metric: 'recall@20', system: 'EASE', to: 'Mult-VAE' }])
    expect(verdict).toMatchObject({ best: 'EASE', to: 'Mult-VAE' })
  })

  it('breaks means down by activity: groups make up the whole', async () => {
    const { systems, activity, users } = await compared('ease', 'vae-1')
    expect(activity.reduce((total, group) => total + group.users, 0)).toBe(users)
    for (const { metrics, byActivity } of systems) {
      const parts = byActivity['ndcg@100']!.map(({ mean }, i) => (mean * activity[i]!.users) / users)
      expect(parts.reduce((total, part) => total + part)).toBeCloseTo(metrics['ndcg@100']!.mean, 12)
    }
  })

  it('says the same each time, as tables and in Markdown', async () => {
    const text = await done('ease', 'vae-1')
    expect(text).toMatch(/Differences in NDCG@100\n\n +against +difference +95 % interval/)
    expect(text).toMatch(/\nMult-VAE +EASE +[−+]0\.\d{4} +[−+]0\.\d{4} to [−+]0\.\d{4} /)
    expect(text).toMatch(
      /NDCG@100 by the number of the user's items that the model saw\n\n +\d+(–\d+)? \(\d+ users\)/,
    )
    expect(text).toContain('adjusted by Holm for all 3 differences tested')
    expect(await done('ease', 'vae-1')).toBe(text)
    const markdown = await done('ease', 'vae-1', '--markdown')
    expect(markdown).toMatch(/\n\| Mult-VAE \| EASE \| [−+]0\.\d{4} \|/)
    expect(text).toMatch(/\nEASE .* ease\n/)
    expect(markdown).toMatch(/\n\| EASE( \| 0\.\d{4} ± 0\.\d{4})+ \|\n/) // for a paper: without the folders of its runs
  })
})

describe('compare refuses', () => {
  it('runs on other test users, naming the difference', async () => {
    expect(await refused('ease', 'other-split')).toMatch(
      /other-split: must be split as ease, with --split-seed 98765, got 5/,
    )
  })

  it('users of whom something else was seen', async () => {
    await altered('seen', (text) =>
      text.replace(/^(ease,[^,]+),(\d+)/m, (_, user, n) => `${user},${Number(n) + 1}`),
    )
    expect(await refused('ease', 'seen')).toMatch(
      /seen: must have \d+ items seen and \d+ held out of user '\d+' as ease has, got/,
    )
  })

  it('other users under the same settings', async () => {
    await altered('renamed', (text) => text.replace(/^(ease),[^,]+,/m, '$1,somebody,'))
    expect(await refused('ease', 'renamed')).toMatch(
      /renamed: must have the \d+ test users of ease, got one with 1 of them missing, such as '\d+', and 1 more, such as 'somebody': only runs of one division of the same data can be compared/,
    )
  })

  it.each<[string, (text: string) => string, RegExp]>([
    [
      'a user twice',
      (text) => text.replace(/^(ease,.*\n)/m, '$1$1'),
      /:3: users of ease must differ, got '\d+'/,
    ],
    [
      'another column',
      (text) => text.replace('heldOut', 'held'),
      /must have the columns model, userId, foldIn/,
    ],
    ['a row cut off', (text) => text.slice(0, -12), /:\d+: (must have 7 fields|.* must be a number)/],
    [
      'a value out of range',
      (text) => text.replace(/,[\d.]+\n/, ',1.5\n'),
      /:2: recall@50 must be a .* 1, got '1.5'/,
    ],
    [
      'no value',
      (text) => text.replace(/^(ease,[^,]+),\d+/m, '$1,'),
      /:2: foldIn must be a whole number.*''/,
    ],
    [
      'a changed value',
      (text) => text.replace(/,[\d.]+\n/, ',0.77\n'),
      /must have the mean [\d.]+ that metrics.json/,
    ],
    ['nothing in it', () => '', /must have the columns .*, got none/],
  ])('per-user.csv with %s', async (name, change, message) => {
    const run = name.replaceAll(' ', '-')
    await altered(run, change)
    expect(await refused('vae-1', run)).toMatch(message)
  })

  it('a run that is not finished, and what is no run', async () => {
    await cp(join(folder, 'ease'), join(folder, 'begun'), { recursive: true })
    await rm(join(folder, 'begun', 'metrics.json'))
    expect(await refused('ease', 'begun')).toMatch(
      /begun: must be a finished run, got one without metrics.json: finish it with hvamp train --resume begun/,
    )
    expect(await refused('ease', 'nowhere')).toMatch(
      /nowhere: must be the folder of a run, got no such folder/,
    )
  })

  it('what cannot be compared', async () => {
    expect(await refused('ease')).toMatch(/must have runs of at least two systems, got ease/)
    expect(await refused('vae-1', 'vae-2')).toMatch(/got 2 seeds of one: --seeds apart compares them/)
    expect(await refused('ease', 'ease')).toMatch(/runs must differ, got ease twice/)
    expect(await refused('ease', 'vae-1', '--to', 'vae-2')).toMatch(
      /--to: must be one of the runs compared, such as ease of EASE, vae-1 of .*, got vae-2/,
    )
    expect(await refused('ease', 'vae-1', '--metric', 'ndcg@7')).toMatch(
      /every run must have it, got ndcg@7, which .* has not: choose of ndcg@\d+, .*, which all have/,
    )
  })
})

/** Copies the run of EASE, and changes its per-user.csv. */
async function altered(name: string, change: (text: string) => string): Promise<void> {
  await cp(join(folder, 'ease'), join(folder, name), { recursive: true })
  const path = join(folder, name, 'per-user.csv')
  await writeFile(path, change(await readFile(path, 'utf8')))
}

it('quarters of activity divide the users, and never users of equal activity', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 60 }), (foldIn) => {
      const groups = activityGroups(foldIn)
      expect(groups.length).toBeLessThanOrEqual(4)
      expect(groups.flatMap(({ users }) => users).sort((a, b) => a - b)).toEqual([...foldIn.keys()])
      for (const [i, { least, most, users }] of groups.entries()) {
        const counts = users.map((user) => foldIn[user]!)
        expect([Math.min(...counts), Math.max(...counts)]).toEqual([least, most])
        if (i > 0) expect(least).toBeGreaterThan(groups[i - 1]!.most)
      }
    }),
  )
  expect(activityGroups([1, 2, 3, 4, 5, 6, 7, 8]).map(({ users }) => users.length)).toEqual([2, 2, 2, 2])
})

it('quarters of activity have room for hundreds of thousands of users who are equally active', () => {
  const groups = activityGroups(Array.from({ length: 200_000 }, () => 7))
  expect(groups.map(({ least, most, users }) => [least, most, users.length])).toEqual([[7, 7, 200_000]])
})
