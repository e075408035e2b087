import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isSlowToo } from '@hvamp/testing/slow-tests'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exists } from '../files/folders'
import { jsonLines, noBlas, scratch, writeSample } from './command.fixture'
import { hostedHvamp } from './hosted-command.fixture'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'), 200)
})
afterAll(() => remove())

const json = async (...path: string[]) => JSON.parse(await readFile(join(folder, ...path), 'utf8'))
const asked = (rows: string, trials = '2') => [
  ...[
    'reproduce',
    'own-data',
    '--data',
    'ratings.csv',
    '--held-out',
    '40',
    '--trials',
    trials,
    '--out',
    'own',
  ],
  ...['--rows', rows, '--json'],
]

describe('reproduce of a table of our own', { timeout: 120_000 }, () => {
  it('chooses on validation users, then measures what it chose, and is filled row by row', async () => {
    const first = await hostedHvamp(folder, asked('ease'))
    expect(first.code, first.stderr).toBe(0)
    const events = jsonLines(first.stdout).map(({ event, run }) => [event, run])
    const { ease } = (await json('own', 'choices.json')).systems
    const measured = `ease/${ease.chosen}`
    expect(events.slice(-5)).toEqual([
      ...[
        ['end', events.at(-6)![1]],
        ['chosen', undefined],
      ],
      ...[
        ['begin', measured],
        ['end', measured],
        ['result', undefined],
      ],
    ])
    for (const trial of Object.keys(ease.trials)) {
      const isChosen = trial === ease.chosen
      expect(await exists(join(folder, 'own', 'ease', 'trials', trial, 'metrics.json'))).toBe(isChosen)
      expect(await exists(join(folder, 'own', 'ease', 'trials', trial, 'validation.json'))).toBe(true)
    }
    const { test } = await json('own', 'ease', 'trials', ease.chosen, 'metrics.json')
    const report = await json('own', 'report.json')
    const of = (name: string) => report.systems.find((system: { name: string }) => system.name === name)
    expect(of('ease').metrics['recall@20'].mean).toBeCloseTo(test.models.ease.metrics['recall@20'].mean, 12)
    expect(of('popularity')).toMatchObject({ missing: '0 of 1 trials trained', folders: [] })

    expect(of('ease-x-item-knn')).toMatchObject({ missing: 'needs Item-kNN, measured', folders: [] })

    const second = await hostedHvamp(folder, asked('item-knn,ease,ease-x-item-knn'))
    expect(second.code, second.stderr).toBe(0)
    const page = await readFile(join(folder, 'own', 'report.md'), 'utf8')
    const blended = (await json('own', 'choices.json')).systems['ease-x-item-knn']
    expect(blended.validation).toBe(Math.max(...(Object.values(blended.trials) as number[])))
    const [weight, other] = Object.values(blended.options)
    expect(page).toMatch(/^\| EASE × Item-kNN \| 0\.\d{4} ± 0\.\d{4} \|/m)
    expect(page).toContain(`| ease ${weight}, item-knn ${other} |`)
    expect(page).toMatch(/^\| EASE \| 0\.\d{4} ± 0\.\d{4} .* \| l2 \d+ \| \d+ s \|$/m)
    expect(page).toMatch(/^- Not asked for by --rows: \d+ of \d+ rows\.$/m)
    expect(page).not.toContain('Missing: ')
    expect(page).toContain(`- EASE: ease/trials/${ease.chosen}`)
    expect(page).toMatch(/^- ratings\.csv: 40 users held out .* SHA-256 of the data [0-9a-f]{64}\.$/m)

    const compared = async (...paths: string[]) => {
      const { code, stdout, stderr } = await hostedHvamp(folder, ['compare', ...paths, '--json'])
      expect(code, stderr).toBe(0)
      return (jsonLines(stdout)[0] as unknown as { systems: { runs: string[] }[] }).systems
        .flatMap(({ runs }) => runs)
        .map((run) => run.replaceAll('\\', '/'))
    }
    const runs: string[] = (await json('own', 'report.json')).systems.flatMap(
      ({ folders }: { folders: string[] }) => folders,
    )
    expect(await compared('own')).toEqual(runs.map((run) => `own/${run}`))
    expect(await compared('own/ease', 'own/ease-x-item-knn')).toEqual([
      `own/ease/trials/${ease.chosen}`,
      expect.stringMatching(/^own\/ease-x-item-knn\//),
    ])
    const wrongTo = await hostedHvamp(folder, ['compare', 'own', '--to', 'own'])
    expect(wrongTo.stderr).toMatch(
      /^hvamp: --to: must be one system, got a table of 3 rows: name a run of one,/,
    )
    const charts = await hostedHvamp(folder, ['report', 'own', '--out', 'own.html'])
    expect(charts.code, charts.stderr).toBe(0)
    const notMeasured = await hostedHvamp(folder, ['compare', 'own/elsa', 'own/ease'])
    expect(notMeasured.stderr).toBe(
      'hvamp: own/elsa: must be a row that is measured, got none: the same hvamp reproduce goes on with it\n',
    )

    const more = await hostedHvamp(folder, asked('ease', '3'))
    expect(more).toMatchObject({ code: 2, stdout: '' })
    expect(more.stderr).toMatch(
      /^hvamp: item-knn: trials must be as when one was chosen, 001-neighbours=\d+-shrinkage=\d+, 002/m,
    )
  })

  it('keeps earlier rows with the seeds that they were made with, and says where rows have others', async () => {
    const out = ['--data', 'ratings.csv', '--held-out', '40', '--trials', '1', '--out', 'seeded']
    const make = async (rows: string, seeds: string) => {
      const args = ['reproduce', 'own-data', ...out, '--rows', rows, '--seeds', seeds]
      const { code, stderr } = await hostedHvamp(folder, args)
      expect(code, stderr).toBe(0)
      const { systems } = await json('seeded', 'report.json')
      const page = await readFile(join(folder, 'seeded', 'report.md'), 'utf8')
      const runs = (systems as { name: string; folders: string[] }[]).flatMap(({ name, folders }) =>
        folders.length > 0 ? [[name, folders.length]] : [],
      )
      return { runs: Object.fromEntries(runs), page }
    }
    const earlier = { ease: 2, 'item-knn': 2, 'ease-x-item-knn': 2 }
    const first = await make('ease,item-knn,ease-x-item-knn', '1,2')
    expect(first.runs).toEqual(earlier)
    expect(first.page).not.toContain('different numbers')
    for (const [seeds, count] of [
      ['1', 1],
      ['1,2,3', 3],
    ] as const) {
      const { runs, page } = await make('popularity', seeds)
      expect(runs).toEqual({ ...earlier, popularity: count })
      expect(page).toContain(
        `- Rows have different numbers of seeds: ${count} of Popularity; 2 of Item-kNN, EASE, EASE × Item-kNN.\n`,
      )
    }
    const more = await make('ease-x-item-knn', '1,2,3')
    expect(more.runs).toEqual({ ease: 2, 'item-knn': 2, popularity: 3 })
    expect(more.page).toContain(
      '- Missing: EASE × Item-kNN: needs Item-kNN and EASE, measured with all seeds of now\n',
    )
    await rm(join(folder, 'seeded', 'ease', 'runs', 'seed-2', 'metrics.json'))
    expect((await make('popularity', '1')).page).toContain(
      '- Missing: EASE: chosen by validation, 1 of 2 runs measured\n',
    )
  })

  it('resumes with the data options that it was begun with, and refuses one that is left out', async () => {
    const ofItems = [
      'reproduce',
      'own-data',
      '--data',
      'ratings.csv',
      '--rows',
      'popularity',
      '--out',
      'items',
    ]
    for (const times of ['first', 'second']) {
      const made = await hostedHvamp(folder, [...ofItems, '--min-item', '50'])
      expect(made.code, `${times}: ${made.stderr}`).toBe(0)
    }
    const leftOut = await hostedHvamp(folder, ofItems)
    expect(leftOut).toMatchObject({ code: 2, stdout: '' })
    expect(leftOut.stderr).toMatch(
      /001: --min-item must be as when it was begun, 50, got 0: choose another --out\n$/,
    )
  })

  it('tells of a missing backend before anything begins, and of runs that all failed why, and how to try again', async () => {
    const ofTable = ['reproduce', 'own-data', '--data', 'ratings.csv', '--rows', 'ease', '--out', 'failing']
    const missing = await hostedHvamp(folder, [...ofTable, '--backend', 'native'], { env: noBlas })
    expect(missing).toMatchObject({ code: 2, stdout: '' })
    expect(missing.stderr).toMatch(/^(.*\n)*hvamp: useBackend: .*\n$/)
    expect(await exists(join(folder, 'failing'))).toBe(false)

    const late = [...ofTable, '--trials', '2', '--run-minutes', '0.0001']
    for (const times of ['first', 'second']) {
      const failed = await hostedHvamp(folder, late)
      expect(failed.code, times).toBe(2)
      expect(failed.stderr).toMatch(
        /failing: some run must end well, got 2 that failed; ease\/001-l2=\d+: took longer than 0\.0001 minutes; the same command with --retry tries them again\n$/,
      )
    }
  })

  it('says in its report and with --retry that a choice among fewer trials, for some failed, stays', async () => {
    const path = join(folder, 'own', 'choices.json')
    const choices = await json('own', 'choices.json')
    const { chosen, trials } = choices.systems.ease
    const [other] = Object.keys(trials).filter((trial) => trial !== chosen)
    await writeFile(
      path,
      JSON.stringify({
        ...choices,
        systems: {
          ...choices.systems,
          ease: { ...choices.systems.ease, trials: { ...trials, [other!]: null } },
        },
      }),
    )
    const again = await hostedHvamp(folder, [...asked('ease').slice(0, -1), '--retry'])
    expect(again.code, again.stderr).toBe(0)
    const note = 'EASE: chosen among 1 of 2 trials, for 1 failed.'
    expect(again.stderr).toContain(`${note} This choice stays: --retry tries no trial of it again.\n`)
    expect(again.stdout).toContain(`${note}\n`)
    expect(await readFile(join(folder, 'own', 'report.md'), 'utf8')).toContain(`- ${note}\n`)
    await writeFile(path, JSON.stringify(choices))
  })

  it('takes a folder that hvamp split wrote as train does, without options about its data', async () => {
    await hostedHvamp(folder, ['split', 'ratings.csv', '--held-out', '30', '--out', 'parts'])
    const ofParts = ['reproduce', 'own-data', '--data', 'parts', '--rows', 'popularity', '--out', 'divided']
    const made = await hostedHvamp(folder, ofParts)
    expect(made.code, made.stderr).toBe(0)
    expect(made.stdout).toContain('parts: 30 users held out for validation and as many for test;')
    const { data, options } = await json('divided', 'popularity', 'trials', '001', 'config.json')
    expect(data.source.path).toBe('parts')
    expect(options.heldOut).toBe(30)
    for (const [option, reason] of [
      [['--held-out', '40'], 'is a split already, made with --held-out 30: leave --held-out out'],
      [['--user-column', 'userId'], 'is a split already: leave --user-column out'],
    ] as const) {
      const refused = await hostedHvamp(folder, [...ofParts, ...option])
      expect(refused).toMatchObject({ code: 2, stdout: '' })
      expect(refused.stderr).toBe(`hvamp: parts: ${reason}\n`)
    }
  })

  it('says of a table of a data set by name what of its data and held-out users is not as the table says', async () => {
    const ofName = ['reproduce', 'ml-1m-folds', '--data', 'ratings.csv', '--folds', '3', '--trials', '1']
    const made = await hostedHvamp(folder, [...ofName, '--rows', 'popularity', '--out', 'other'])
    expect(made.code, made.stderr).toBe(0)
    const page = await readFile(join(folder, 'other', 'report.md'), 'utf8')
    expect(page).toMatch(/^# MovieLens 1M, every user tested once \(not as the table says\)\n/)
    const { marks, users, withoutHeldOutItems } = await json('other', 'report.json')
    const unmeasured = `${withoutHeldOutItems} users more have nothing held out, so nothing is measured on them`
    expect(withoutHeldOutItems).toBeGreaterThan(0)
    for (const text of [made.stdout, page]) {
      expect(text).toContain(`ratings.csv: each user in one of 3 folds;`)
      expect(text).toContain(`Mean ± standard error over ${users} test users in 3 folds.`)
      expect(text).toContain(unmeasured)
    }
    expect(marks).toEqual([
      expect.stringMatching(/^ml-1m has 200 of 6,040 users, .* in its files$/),
      '--folds 3',
    ])
    for (const mark of marks) {
      expect(made.stderr).toContain(`\n${mark}\n`)
      for (const text of [made.stdout, page]) expect(text).toContain(`Not as the table says: ${mark}\n`)
    }
  })

  it.runIf(isSlowToo)(
    'blends measured rows of every fold with the weights that the first fold chose, without training',
    async () => {
      const folded = (rows: string) => [
        ...asked(rows, '1').slice(0, 4),
        '--folds',
        '3',
        '--trials',
        '1',
        '--out',
        'folds',
        '--rows',
        rows,
        '--json',
      ]
      const only = await hostedHvamp(folder, folded('ease,ease-x-item-knn'))
      expect(only.code, only.stderr).toBe(0)
      expect(await readFile(join(folder, 'folds', 'report.md'), 'utf8')).toContain(
        '- Missing: EASE × Item-kNN: needs Item-kNN, measured',
      )
      const both = await hostedHvamp(folder, folded('item-knn,ease-x-item-knn'))
      expect(both.code, both.stderr).toBe(0)
      const { trials, options, validation } = (await json('folds', 'choices.json')).systems['ease-x-item-knn']
      expect(Object.keys(trials)).toHaveLength(21)
      expect(validation).toBe(Math.max(...(Object.values(trials) as number[])))
      const report = await json('folds', 'report.json')
      const row = report.systems.find((system: { name: string }) => system.name === 'ease-x-item-knn')
      expect(row.folders).toHaveLength(3)
      expect(row.missing).toBeUndefined()
      for (const own of row.folders) {
        const { blend, options: settings } = await json('folds', own, 'config.json')
        expect(blend.parts.map(({ weight }: { weight: number }) => weight)).toEqual(Object.values(options))
        expect(blend.parts[0].folder).toContain('ease')
        expect(own).toContain(`fold-${settings.fold}-`)
      }
      const page = await readFile(join(folder, 'folds', 'report.md'), 'utf8')
      expect(page).toMatch(/^\| EASE × Item-kNN \| 0\.\d{4} ± 0\.\d{4} .* \| ease \S+, item-knn \S+ \|/m)
      const again = await hostedHvamp(folder, folded('ease-x-item-knn'))
      expect(again.code, again.stderr).toBe(0)
      expect(jsonLines(again.stdout).map(({ event }) => event)).toEqual(['data', 'search', 'result'])
    },
  )
})
