import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { dataSet } from '@hvamp/data'
import { isSlowToo, whetherSlowSkipped } from '@hvamp/testing/slow-tests'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunState } from '../planned/planned-run'
import { runsOfTable } from '../reproduction/planned-rows'
import { publishedTables } from '../reproduction/published-tables'
import { compareRow } from '../reproduction/verdicts'
import { runFiles } from '../runs/run-files'
import { completeModel, type ModelOptions, requireUsedOptions } from '../settings/model'
import { hvamp, jsonLines, noBlas, scratch, withOptions, writeSample } from './command.fixture'
import { hostedHvamp } from './hosted-command.fixture'

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'), 300)
  await writeSample(join(folder, 'interactions.csv'), 300)
})
afterAll(() => remove())

const read = (...path: string[]) => readFile(join(folder, ...path), 'utf8')
const small = ['--partial', '--held-out', '40', '--backend', 'wasm']
const options = { folder: 'x', rows: undefined, seeds: undefined, budget: 1, data: {} }

describe.each(publishedTables)('table $name', (table) => {
  it("has rows of its own data set's protocol, each with options that its model has a use for", () => {
    expect(dataSet(table.dataSet).heldOut).toBeGreaterThan(0)
    const names = table.rows.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const { model, options, published } of table.rows) {
      requireUsedOptions(model, Object.keys(options))
      for (const [metric, { mean }] of Object.entries(published)) {
        expect(table.metrics).toContain(metric)
        expect(mean > 0.05 && mean < 0.6).toBe(true)
      }
    }
  })

  it("trains the paper's models by its schedule, unless the table is not of the paper", () => {
    if (table.name === 'ml-1m') return expect(table.rows).toHaveLength(14)
    for (const { row } of runsOfTable(table, options)) {
      if (!/vae|vamp/.test(row.name) || row.model === 'recvae') continue
      const settings = completeModel({ ...(row.options as Partial<ModelOptions>), model: row.model })
      expect(settings).toMatchObject({ epochs: 400, warmUp: 100, patience: 50, batch: 200, hidden: 600 })
    }
  })
})

describe('a row', () => {
  const table = publishedTables.find(({ name }) => name === '4-4')!
  const [row] = runsOfTable(table, { ...options, seeds: [1, 2] })
  const finished = (mean: number, standardError: number): RunState => ({
    state: 'finished',
    metrics: {
      ...{ finished: '2026-01-01T00:00:00.000Z', backend: 'wasm' },
      ...{ epochs: 3, bestEpoch: 2, validation: 0.2, trainingSeconds: 1 },
      test: {
        users: 9,
        models: { 'mult-vae': { metrics: { 'ndcg@100': { mean, standardError } }, itemCoverage: 1 } },
      },
    },
  })
  const verdict = (...states: RunState[]) => compareRow(row!, states, ['ndcg@100'])

  it('is within if the difference is at most two standard errors of it: √(ours² + published²)', () => {
    // 0.18888 ± 0.002 was published; √(0.0015² + 0.002²) is 0.0025
    expect(verdict(finished(0.1938, 0.0015), finished(0.1938, 0.0015)).isWithin).toBe(true)
    const above = verdict(finished(0.194, 0.0015), finished(0.194, 0.0015))
    expect(above).toMatchObject({ isWithin: false, comparisons: [{ verdict: 'above' }] })
    expect(verdict(finished(0.1838, 0.0015), finished(0.1838, 0.0015)).comparisons[0]!.verdict).toBe('below')
  })

  it('has the mean of its seeds, and no number before all are finished', () => {
    expect(verdict(finished(0.19, 0.001), finished(0.2, 0.002)).comparisons[0]!.ours).toEqual({
      mean: 0.195,
      standardError: 0.0015,
    })
    const failed: RunState = { state: 'failed', reason: 'was killed by SIGKILL' }
    expect(verdict(finished(0.19, 0.001), failed)).toMatchObject({
      isWithin: undefined,
      comparisons: [{ ours: undefined, verdict: undefined }],
      missing: ['Mult-VAE, seed 2: failed: was killed by SIGKILL'],
    })
  })
})

describe('reproduce', { timeout: 300_000 }, () => {
  const asked = [
    'reproduce',
    'ml-1m',
    '--data',
    'ratings.csv',
    '--out',
    'ml-1m',
    '--budget',
    '0.005',
    ...small,
  ]

  it('makes the rows asked for, marks what is not as published, and adds others later', async () => {
    const first = await hostedHvamp(folder, [...asked, '--rows', 'popularity,mult-vae'])
    expect(first.code, first.stderr).toBe(0)
    expect(first.stderr).toMatch(/^4\/4 Mult-VAE, seed 98767: validation NDCG@100/m)
    expect(first.stdout).toMatch(/^Mult-VAE: mean of 3 seeds, with NDCG@100 [\d., ]+$/m)
    const marks = [
      'ml-1m has 300 of 6,040 users, 60 of 3,706 items, ',
      '--held-out 40',
      "--budget 0.005: epochs, warm-up and patience are 0.005 of the paper's",
    ]
    for (const mark of marks) {
      expect(first.stdout).toContain(`Not the published protocol: ${mark}`)
      expect(await read('ml-1m', 'report.md')).toContain(`- Not the published protocol: ${mark}`)
    }
    const config = JSON.parse(await read('ml-1m', 'runs', 'mult-vae-98766', 'config.json'))
    expect(config.options).toMatchObject({ seed: 98766, epochs: 2, warmUp: 1, patience: 1, dataSet: 'ml-1m' })

    const compared = await hostedHvamp(folder, ['compare', 'ml-1m', '--json'])
    expect(compared.code, compared.stderr).toBe(0)
    const [{ systems }] = jsonLines(compared.stdout) as unknown as [{ systems: { runs: string[] }[] }]
    expect(systems.map(({ runs }) => runs.length)).toEqual([1, 3])

    const second = await hostedHvamp(folder, [...asked, '--rows', 'ease', '--json'])
    expect(second).toMatchObject({ code: 0, stderr: '' })
    const result = jsonLines(second.stdout).at(-1) as never
    expect(result).toMatchObject({ rows: [{ name: 'popularity' }, { name: 'ease' }, { name: 'mult-vae' }] })
    const { rows } = JSON.parse(await read('ml-1m', 'report.json'))
    for (const [name, run] of [
      ['ease', 'ease-98765'],
      ['popularity', 'popularity-98765'],
    ]) {
      const { test } = JSON.parse(await read('ml-1m', 'runs', run!, 'metrics.json'))
      const row = rows.find((each: { name: string }) => each.name === name)
      expect(row.comparisons[1].ours).toEqual(test.models[name!].metrics['recall@20'])
    }
  })

  it('shows a row that was made with seeds of its own beside one that is added without them', async () => {
    const ofTable = withOptions(asked, '--out', 'seeds')
    const first = await hostedHvamp(folder, [...ofTable, '--rows', 'mult-vae', '--seeds', '1,2'])
    expect(first.code, first.stderr).toBe(0)
    const row = /^Mult-VAE .*$/m.exec(first.stdout)![0]
    const second = await hostedHvamp(folder, [...ofTable, '--rows', 'ease'])
    expect(second.stdout.replaceAll(/ +/g, ' ')).toContain(row.replaceAll(/ +/g, ' '))
    expect(second.stdout).toMatch(/^Mult-VAE: mean of 2 seeds, with NDCG@100 [\d., ]+$/m)
    const { rows } = JSON.parse(await read('seeds', 'report.json'))
    const { stdout } = await hostedHvamp(folder, ['compare', 'seeds', '--json'])
    const [{ systems }] = jsonLines(stdout) as unknown as [
      { systems: { metrics: Record<string, unknown> }[] },
    ]
    for (const { metric, ours } of rows[1].comparisons) expect(systems[1]!.metrics[metric]).toEqual(ours)
  })

  it('has all seeds that an earlier row was made with, and no number of it while some are not finished', async () => {
    const ofTable = withOptions(asked, '--out', 'stopped')
    const done = async (...args: string[]) => {
      const { code, stdout, stderr } = await hostedHvamp(folder, [...ofTable, ...args])
      expect(code, stderr).toBe(0)
      return stdout
    }
    await done('--rows', 'popularity', '--seeds', '98765,98766,98767')
    const ofThree = /^Popularity: mean of 3 seeds, with NDCG@100 [\d., ]+$/m
    expect(await done('--rows', 'item-knn')).toMatch(ofThree)
    const run = (seed: number, ...path: string[]) =>
      join(folder, 'stopped', 'runs', `popularity-${seed}`, ...path)
    await writeFile(run(98766, runFiles.perUser), 'of another version')
    const withoutUsers = await done('--rows', 'ease')
    expect(withoutUsers).toMatch(ofThree)
    expect(withoutUsers).toMatch(/^Popularity +0\.\d{4} ± 0\.\d{4}/m)

    await rm(run(98766, runFiles.metrics))
    await rm(run(98767), { recursive: true })
    expect(await done('--rows', 'ease')).toMatch(/^Popularity +– +– +–$/m)
    const { rows } = JSON.parse(await read('stopped', 'report.json'))
    expect(rows[0]).toMatchObject({
      runs: [{ name: 'popularity-98765' }],
      missing: ['Popularity, seed 98766: not finished', 'Popularity, seed 98767: not finished'],
    })
  })

  it('leaves out what was made with other seeds and options, and says so', async () => {
    const ofTable = withOptions(asked, '--out', 'budgets')
    const first = await hostedHvamp(folder, [...ofTable, '--rows', 'mult-vae-gated', '--seeds', '1'])
    expect(first.code, first.stderr).toBe(0)
    const other = await hostedHvamp(folder, [...withOptions(ofTable, '--budget', '0.1'), '--rows', 'ease'])
    expect(other.code, other.stderr).toBe(0)
    expect(other.stdout).toMatch(/^Mult-VAE \(Gated\) +– +– +–$/m)
    expect(other.stdout).toMatch(
      /^Mult-VAE \(Gated\), seed 1: left out: \S+mult-vae-gated-1: --\S+ must be as when it was begun, \d+, got \d+: choose/m,
    )
  })

  it('refuses other options in the same folder, a part of the data, and unknown rows, before anything starts', async () => {
    const other = await hostedHvamp(folder, [
      'reproduce',
      'ml-1m',
      '--data',
      'ratings.csv',
      '--out',
      'ml-1m',
      ...small,
    ])
    expect(other).toMatchObject({ code: 2, stdout: '' })
    expect(other.stderr).toMatch(/mult-vae-98765: --warm-up must be as when it was begun, 1, got 100: choose/)
    await mkdir(join(folder, 'part'))
    await writeSample(join(folder, 'part', 'ratings.csv'), 1100)
    const part = await hostedHvamp(folder, ['reproduce', 'ml-1m', '--data', 'part', '--out', 'new'])
    expect(part).toMatchObject({ code: 2, stdout: '' })
    expect(part.stderr).toMatch(
      /^hvamp: --data: must be all .* ml-1m has 1,100 of 6,040 users.*--partial[^\n]*\n$/,
    )
    const ofPart = [
      'reproduce',
      'ml-1m',
      '--data',
      'part',
      '--partial',
      '--rows',
      'popularity',
      '--out',
      'half',
    ]
    const begun = await hostedHvamp(folder, [...ofPart, '--held-out', '50'])
    expect(begun.code, begun.stderr).toBe(0)
    const leftOut = await hostedHvamp(folder, ofPart)
    expect(leftOut).toMatchObject({ code: 2, stdout: '' })
    expect(leftOut.stderr).toMatch(
      /popularity-98765: --held-out must be as when it was begun, 50, got 500: choose/,
    )
    const unknown = await hostedHvamp(folder, ['reproduce', '4-4', '--out', 'new', '--rows', 'ease'])
    expect(unknown.stderr).toBe(
      "hvamp: --rows: must be of mult-vae, vamp, hvamp, mult-vae-gated, hvamp-gated, got 'ease'\n",
    )
    const lacking = await hostedHvamp(folder, ['reproduce', '4-2', '--out', 'new'])
    expect(lacking.stderr).toMatch(/^hvamp: ml-20m: must have the files of MovieLens 20M in data/)
    expect(await readdir(folder)).not.toContain('new')
  })

  it('tells of a missing backend before anything begins, and of runs that all failed why, and how to try again', async () => {
    const ofTable = [...withOptions(asked, '--out', 'failing', '--backend', 'native'), '--rows', 'ease']
    const missing = await hostedHvamp(folder, ofTable, { env: noBlas })
    expect(missing).toMatchObject({ code: 2, stdout: '' })
    expect(missing.stderr).toMatch(/^hvamp: useBackend: .*\n$/)
    expect(await readdir(folder)).not.toContain('failing')

    const late = withOptions(ofTable, '--backend', 'wasm', '--run-minutes', '0.0001')
    const failed = await hostedHvamp(folder, late)
    expect(failed.code).toBe(2)
    expect(failed.stderr).toMatch(
      /failing: some run must end well, got 1 that failed; ease-98765: took longer than 0\.0001 minutes; the same command with --retry tries them again\n$/,
    )
  })

  const args = (out: string) => [
    ...['reproduce', '4-4', '--data', 'interactions.csv', '--out', out, '--budget', '0.01', ...small],
    ...['--rows', 'mult-vae,mult-vae-gated'],
  ]

  it('says whether ours is within two standard errors', async () => {
    const whole = await hostedHvamp(folder, args('whole'))
    expect(whole.code, whole.stderr).toBe(0)
    expect(whole.stdout).toMatch(/^ +NDCG@100 .* within two standard errors$/m)
    expect(whole.stdout).toMatch(/^Mult-VAE \(Gated\) .* \(0\.1881 ± 0\.002\) .* no: .*NDCG@100 above/m)
  })

  it('that is stopped keeps the numbers of rows whose turn had not come', async () => {
    const cells = async () => /^\| Mult-VAE \(Gated\) \|.*$/m.exec(await read('whole', 'report.md'))?.[0]
    const before = await cells()
    await rm(join(folder, 'whole', 'runs', 'mult-vae-98765'), { recursive: true })
    let isStopped = false
    const stopped = await hvamp(folder, args('whole'), {
      onStderr(text, child) {
        if (!isStopped && text.includes('Mult-VAE: begins')) isStopped = child.kill('SIGINT')
      },
    })
    expect(stopped.code, stopped.stderr).toBe(130)
    expect(before).toMatch(/0\.\d{4}/)
    expect(await cells()).toBe(before)
    const again = await hostedHvamp(folder, args('whole'))
    expect(again.code, again.stderr).toBe(0)
  })

  // its queue is that of tune, whose test kills in the quick suite too
  it.runIf(isSlowToo)(`goes on after kill -9 as if nothing had been${whetherSlowSkipped}`, async () => {
    for (const delay of [1200, 2500]) {
      let begun = false
      await hvamp(folder, args('killed'), {
        onStderr(_, child) {
          if (begun) return
          begun = true
          void setTimeout(delay).then(() => child.kill('SIGKILL'))
        },
      })
    }
    const { code, stderr } = await hvamp(folder, args('killed'))
    expect(code, stderr).toBe(0)
    expect(await read('killed', 'report.md')).toBe(await read('whole', 'report.md'))
  })
})
