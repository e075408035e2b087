import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { summarize } from '@hvamp/metrics'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readResults } from '../comparison/read-results'
import { leftOutLine } from '../inputs/left-out-rows'
import { loadSplit } from '../inputs/load-split'
import { readRun } from '../runs/run-folder'
import { runFoldersOfSeries } from '../series/series-folder'
import { requested } from '../settings/requested'
import { type RequestedRun, runDefaults } from '../settings/run-settings'
import { runFolderOf } from '../tuning/chosen-run'
import { jsonLines, scratch, tinyMultVae, withOptions, writeSample } from './command.fixture'
import { comparedRun, comparedRuns, namedRuns } from './compared-runs'
import { hostedHvamp } from './hosted-command.fixture'
import { seriesAction } from './series'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'), 120)
})
afterAll(() => remove())

describe('train with folds and seeds', { timeout: 120_000 }, () => {
  it('tests every user once, sums the runs up, and keeps what is finished when it is resumed', async () => {
    const args = ['train', 'ratings.csv', '--model', 'popularity', '--folds', '3', '--out', 'series']
    const { code, stdout, stderr } = await hostedHvamp(folder, args)
    expect(code, stderr).toBe(0)
    expect(stderr).toMatch(/^3\/3 fold 3: validation NDCG@100 0\.\d{4}/m)
    expect(stdout).toMatch(/^Popularity \(3 folds\) +0\.\d{4} ± 0\.\d{4}/m)

    const runs = await runFoldersOfSeries(join(folder, 'series'))
    for (const [i, run] of runs.entries()) {
      const { leftOut } = (await readRun(run)).data
      const line = leftOut && leftOutLine(`ratings.csv, fold ${i + 1} of 3`, leftOut)
      if (line !== undefined) expect(stderr).toContain(`${line}\n`)
    }
    expect(stderr).toMatch(/^ratings\.csv, fold [23] of 3: left out \d+ of /m)
    const results = await Promise.all(runs.map(readResults))
    const users = results.map(({ testUsers }) => testUsers.get('popularity')!)
    const without = results.map(({ metrics }) => metrics.test.withoutHeldOutItems!)
    const ids = users.flatMap(({ ids }) => ids)
    expect(ids.length).toBeGreaterThan(100) // users with fewer than 5 items have nothing to find
    expect(new Set(ids).size).toBe(ids.length)
    expect(stdout).toContain(`${ids.length} test users, the same for all, each tested in one of 3 folds.`)
    const { mean, standardError } = summarize(users.flatMap(({ metrics }) => metrics.get('ndcg@100')!))
    const file = JSON.parse(await readFile(join(folder, 'series', 'series.json'), 'utf8'))
    expect(file.summary).toMatchObject({
      users: ids.length,
      withoutHeldOutItems: without.reduce((sum, count) => sum + count),
      metrics: { 'ndcg@100': { mean, standardError } },
    })
    expect(await comparedRun(join(folder, 'series'))).toBe(runs[0])
    expect(await namedRuns([join(folder, 'series'), runs[0]!])).toEqual([
      { folders: runs, origin: join(folder, 'series') },
      { folders: [runs[0]] },
    ])

    const again = await hostedHvamp(folder, ['train', '--resume', 'series', '--json'])
    expect(again, again.stderr).toMatchObject({ code: 0, stderr: '' })
    const lines = jsonLines(again.stdout)
    expect(lines.map(({ event, kept }) => [event, kept])).toEqual([
      ['series', undefined],
      ...[true, true, true].map((kept) => ['end', kept]),
      ['result', undefined],
    ])
    expect(lines.at(-1)).toMatchObject({
      ...{ users: ids.length, failed: 0, warnings: [] },
      metrics: file.summary.metrics,
    })

    await mkdir(join(folder, 'elsewhere'))
    const elsewhere = await hostedHvamp(join(folder, 'elsewhere'), ['train', '--resume', '../series'])
    expect(elsewhere, elsewhere.stderr).toMatchObject({ code: 0 })

    const other = await hostedHvamp(folder, [...args, '--min-user', '3'])
    expect(other).toMatchObject({ code: 2, stdout: '' })
    expect(other.stderr).toMatch(
      /^hvamp: series: options must be as when it was begun, none, got minUser 3: choose another --out, or --resume it$/m,
    )
  })

  it('resumes what was begun with data that are in another place by now', async () => {
    await copyFile(join(folder, 'ratings.csv'), join(folder, 'old.csv'))
    const args = (data: string) => [
      'train',
      data,
      '--model',
      'popularity',
      '--seeds',
      '1,2',
      '--out',
      'moved',
    ]
    const begun = await hostedHvamp(folder, args('old.csv'))
    expect(begun.code, begun.stderr).toBe(0)
    await mkdir(join(folder, 'new'))
    await rename(join(folder, 'old.csv'), join(folder, 'new', 'old.csv'))
    const here = ['train', 'old.csv', '--resume', '../moved']
    for (const [place, ...command] of [
      [folder, ...args('new/old.csv')],
      [join(folder, 'new'), ...here],
    ] as const) {
      await rm(join(folder, 'moved', 'runs', 'seed-2', 'metrics.json'))
      const { code, stdout, stderr } = await hostedHvamp(place, command)
      expect(code, stderr).toBe(0)
      expect(stdout).not.toContain('failed')
      expect(stderr).toMatch(/^seed 2: resumes$/m)
    }
    const { plan } = JSON.parse(await readFile(join(folder, 'moved', 'series.json'), 'utf8'))
    expect(plan).toMatchObject({
      data: 'old.csv',
      source: { absolutePath: join(folder, 'new', 'old.csv') },
    })
    const piped = await hostedHvamp(folder, ['train', '-', '--resume', 'moved'])
    expect(piped.stderr).toBe("hvamp: --resume: must have data that each run can read again, got '-'\n")
  })

  it('finds a data set that has a name where its files are now', async () => {
    await mkdir(join(folder, 'first'))
    const rows = Array.from({ length: 400 }, (_, i) => `${i % 50}\t${(7 * i) % 23}\t5\t${i}\n`)
    await writeFile(join(folder, 'first', 'u.data'), rows.join(''))
    const of = ['--model', 'popularity', '--held-out', '10', '--min-user', '1', '--min-item', '0']
    const begin = ['train', 'ml-100k', '--data-folder', 'first', ...of, '--seeds', '1,2', '--out', 'named']
    const begun = await hostedHvamp(folder, begin)
    expect(begun, begun.stderr).toMatchObject({ code: 0 })
    await rename(join(folder, 'first'), join(folder, 'second'))
    for (const way of [['--data-folder', 'second'], ['second']]) {
      await rm(join(folder, 'named', 'runs', 'seed-2'), { recursive: true })
      const resumed = await hostedHvamp(folder, ['train', ...way, '--resume', 'named'])
      expect(resumed, resumed.stderr).toMatchObject({ code: 0 })
    }
  })

  it('is what each trial of a tuning is, whose leaderboard has the means over folds', async () => {
    const args = ['tune', 'ratings.csv', '--model', 'popularity', '--folds', '3', '--out', 'tuned', '--json']
    const { code, stdout, stderr } = await hostedHvamp(folder, args)
    expect(code, stderr).toBe(0)
    const runs = await comparedRuns([join(folder, 'tuned')])
    expect(runs).toHaveLength(3)
    const results = await Promise.all(runs.map(readResults))
    const validation = summarize(results.map(({ metrics }) => metrics.validation)).mean
    const tested = results.flatMap(({ testUsers }) => testUsers.get('popularity')!.metrics.get('ndcg@100')!)
    const result = jsonLines(stdout).at(-1) as { validation: number; test: Record<string, { mean: number }> }
    expect(result).toMatchObject({ chosenOnTestUsers: false })
    expect(result.validation).toBeCloseTo(validation, 12)
    expect(result.test['ndcg@100']!.mean).toBeCloseTo(summarize(tested).mean, 12)
    const given = runFolderOf(join(folder, 'tuned'))
    await expect(given).rejects.toThrow(
      /must be one run, got a series, whose runs are each trained on some of the 3 folds: hvamp train \S+ratings\.csv --refit \S+tuned --out \S+tuned-refit makes one model of all users with its options; or name one, such as .*fold-1-seed-\d+; /,
    )
    const [, run] = await given.catch(({ message }: Error) => /such as (\S+);/.exec(message)!)
    expect(await runFolderOf(run!)).toBe(run)
  })

  it('is repeated on everybody with the best options of a tuning, in the median of the best epochs', async () => {
    const args = ['tune', 'ratings.csv', '--model', 'mult-vae', ...withOptions(tinyMultVae, '--epochs', '4')]
    const ofFolds = args.filter((word, i) => ![word, args[i - 1]].includes('--held-out'))
    const grid = ['--grid', 'beta=0.1,0.3', '--folds', '3', '--out', 'tuned-vae']
    const tuned = await hostedHvamp(folder, [...ofFolds, ...grid])
    expect(tuned.code, tuned.stderr).toBe(0)
    const { code, stderr } = await hostedHvamp(folder, [
      'train',
      '--refit',
      'tuned-vae',
      '--out',
      'everybody',
    ])
    expect(code, stderr).toBe(0)
    const { chosen } = JSON.parse(await readFile(join(folder, 'tuned-vae', 'tune.json'), 'utf8'))
    const runs = await runFoldersOfSeries(join(folder, 'tuned-vae', 'trials', chosen.name))
    const best = (await Promise.all(runs.map(readResults))).map(({ metrics }) => metrics.bestEpoch!)
    const [, middle] = best.toSorted((a, b) => a - b)
    const { refit, options } = JSON.parse(await readFile(join(folder, 'everybody', 'config.json'), 'utf8'))
    expect(refit).toMatchObject({ run: 'tuned-vae', bestEpoch: middle })
    expect(options).toMatchObject({ ...chosen.options, split: 'none', epochs: middle })
    expect(options.folds).toBeUndefined()
    expect(stderr).toMatch(/^refit of the options of 3 runs in .*, in \d epochs?, the median of their best$/m)
  })

  it('says what is missing where a fold failed, and how it is tried again', async () => {
    const chosen = ['--validation-metric', 'recall@20', '--out', 'failing']
    const args = ['train', 'ratings.csv', '--model', 'popularity', '--folds', '3', ...chosen]
    expect((await hostedHvamp(folder, args)).code).toBe(0)
    const fail = async (...folds: number[]) => {
      for (const fold of folds) {
        const run = join(folder, 'failing', 'runs', `fold-${fold}-seed-${runDefaults.seed}`)
        await rm(run, { recursive: true, force: true })
        await writeFile(`${run}.failed.json`, '{ "reason": "was killed" }')
      }
    }
    const tryAgain = 'hvamp train --resume failing --retry'
    await fail(2)
    const some = await hostedHvamp(folder, ['train', '--resume', 'failing'])
    expect(some.code, some.stderr).toBe(0)
    expect(some.stderr).toMatch(/fold 3: validation Recall@20 0\.\d{4}/)
    expect(some.stdout.trimEnd().split('\n').slice(-3)).toEqual([
      'the table is of 2 of 3 folds: the others failed',
      'failed: fold 2: was killed',
      `written to failing; try what failed again with: ${tryAgain}`,
    ])
    const compared = await hostedHvamp(folder, ['compare', 'failing', 'series'])
    expect(compared.stderr).toContain(
      `must have all its runs finished, got fold-2-seed-98765 failed: ${tryAgain}`,
    )

    await fail(1, 3)
    const none = await hostedHvamp(folder, ['train', '--resume', 'failing'])
    expect(none).toMatchObject({ code: 2, stdout: '' })
    expect(none.stderr).toContain(
      `got 3 that failed; fold 1: was killed; try what failed again with: ${tryAgain}\n`,
    )
    await expect(runFolderOf(join(folder, 'failing'))).rejects.toThrow(/none is finished: .* --retry$/)
    const again = await hostedHvamp(folder, tryAgain.split(' ').slice(1))
    expect(again.stdout).toContain('written to failing; compare it with: hvamp compare failing')
  })

  it('says which fold is meant where there is one run, and what goes with folds', async () => {
    const path = join(folder, 'ratings.csv')
    const splitWith = (values: Partial<RequestedRun>) =>
      loadSplit(path, requested({ ...runDefaults, ...values }, Object.keys(values)))
    await expect(splitWith({ fold: 1 })).rejects.toThrow('--fold: must come with --folds, got 1 alone')
    await expect(splitWith({ folds: 3, fold: 4 })).rejects.toThrow(
      '--fold: must be the fold that is tested, from 1 to --folds 3, got 4',
    )
    await expect(splitWith({ folds: 9000, fold: 1 })).rejects.toThrow(
      '--folds: must be at most the 120 users',
    )
    await expect(splitWith({ folds: 3, fold: 1, heldOut: 9 })).rejects.toThrow(
      '--held-out: must come without --folds, which hold out a fold each, got both',
    )
    const chosen = { folds: 3, until: 'validation' as const, out: join(folder, 'refused') }
    const flags = { ...runDefaults, ...chosen, parallel: 1, json: true }
    await expect(seriesAction(path, requested(flags, Object.keys(chosen)))).rejects.toThrow(
      '--until: must come without --seeds and several --folds, got both',
    )
  })
})
