import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hvamp, scratch, tinyMultVae, withOptions, writeSample } from './command.fixture'
import { hostedHvamp } from './hosted-command.fixture'

const tiny = withOptions(tinyMultVae, '--epochs', '1')

let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'))
  await done('train', 'ratings.csv', '--model', 'mult-vae', ...tiny, '--out', 'run')
  await done('split', 'ratings.csv', '--held-out', '40', '--out', 'parts')
})
afterAll(() => remove())

async function done(...args: string[]): Promise<void> {
  const { code, stderr } = await hostedHvamp(folder, args)
  expect(code, stderr).toBe(0)
}

async function expectRefused(args: readonly string[], message: string): Promise<void> {
  const { code, stderr } = await hostedHvamp(folder, args)
  expect({ code, last: stderr.trimEnd().split('\n').at(-1) }).toEqual({ code: 2, last: `hvamp: ${message}` })
}

const ofDivision = [
  ['--fold-in', '0.1'],
  ['--split-seed', '1'],
  ['--at-least', '5'],
  ['--min-user', '9'],
  ['--user-column', 'userId'],
  ['--query', 'x'],
  ['--max-rows', '3'],
  ['--format', 'csv'],
] as const

describe('evaluate divides nothing', () => {
  it.each(ofDivision)('of the users of the run by %s', async (option, value) => {
    await expectRefused(
      ['evaluate', 'run', option, value],
      `${option}: goes with data to measure on, got none: run is measured on its own users`,
    )
  })

  it.each(ofDivision)('of a split by %s', async (option, value) => {
    const { code, stderr } = await hostedHvamp(folder, ['evaluate', 'run', 'parts', option, value])
    expect(code, stderr).toBe(2)
    expect(stderr).toMatch(/^hvamp: parts: is a split already(, made with .*)?: leave --[a-z-]+ out$/m)
    expect(stderr).toContain(`: leave ${option} out\n`)
  })

  it('from a folder of a data set, which is for data sets by name', async () => {
    await expectRefused(
      ['evaluate', 'run', '--data-folder', 'ml'],
      '--data-folder: goes with data to measure on, got none: run is measured on its own users',
    )
    await expectRefused(
      ['evaluate', 'run', 'parts', '--data-folder', 'ml'],
      'parts: is a split already: leave --data-folder out',
    )
  })
})

describe('options of shards alone', () => {
  it.each([
    ['evaluate', '--shard-by', 'users'],
    ['recommend', '--part-format', 'parquet'],
    ['embed', '--rows-at-once', '10'],
  ])('are refused without --shard: %s %s', async (command, option, value) => {
    await expectRefused([command, 'run', option, value], `${option}: must come with --shard, got it alone`)
  })
})

describe('options of histories in files', () => {
  it.each([
    ['--query', 'x'],
    ['--delimiter', ';'],
    ['--user-column', 'nope'],
    ['--at-least', '3'],
  ])('are refused without any: %s', async (option, value) => {
    const message = `${option}: needs --history, got none`
    await expectRefused(['recommend', 'run', '--items', '1', option, value], message)
    await expectRefused(['embed', 'run', '--out', 'v.npy', option, value], message)
  })

  it('are refused by a service without any', async () => {
    const { code, stderr } = await hvamp(folder, ['serve', 'run', '--port', '0', '--user-column', 'nope'], {
      onStderr: (soFar, child) => soFar.includes('listen') && child.kill('SIGKILL'),
      onStdout: (soFar, child) => soFar.includes('listen') && child.kill('SIGKILL'),
    })
    expect(stderr).toBe('hvamp: --user-column: needs --histories, got none\n')
    expect(code).toBe(2)
  })
})

describe('options of a file or table to write', () => {
  it.each([
    [['--at-least-rows', '3'], '--at-least-rows: needs --out or --to, got neither'],
    [['--force'], '--force: needs --out, got none'],
    [['--spreadsheet-safe'], '--spreadsheet-safe: needs --out, got none'],
    [['--out', 'a.csv', '--into', 'x'], '--into, --replace: need --to, got none'],
  ])('are refused without it: %s', async (options, message) => {
    await expectRefused(['recommend', 'run', '--items', '1', ...options], message)
    await expectRefused(['popular', 'run', ...options], message)
    await expectRefused(['similar', 'run', '--items', '1', ...options], message)
  })
})

describe('options of several runs, or of an earlier one', () => {
  it.each([
    [['--retry'], '--retry: must come with several runs of --folds or --seeds, got one'],
    [['--parallel', '3'], '--parallel: must come with several runs of --folds or --seeds, got one'],
    [['--vanished', 'keep'], '--vanished: must come with --from, got none'],
  ])('are refused of one without: %s', async (options, message) => {
    await expectRefused(
      ['train', 'ratings.csv', '--model', 'popularity', '--out', 'none', ...options],
      message,
    )
  })
})

describe('options of one run', () => {
  it.each([
    ['--vanished', 'keep'],
    ['--kept-share', '0.5'],
    ['--from', 'run'],
  ])('are refused of several at once: %s %s', async (option, value) => {
    const several = ['--seeds', '1,2', '--out', 'several', option, value]
    await expectRefused(
      ['train', 'ratings.csv', '--model', 'popularity', ...several],
      `${option}: must come with one run, got several of --seeds or --folds`,
    )
    expect(existsSync(join(folder, 'several'))).toBe(false)
  })
})

describe('an empty id', () => {
  it.each([
    ['recommend', '--item'],
    ['recommend', '--user'],
    ['similar', '--item'],
  ])('is none: %s %s', async (command, option) => {
    await expectRefused([command, 'run', '--items', '1', option, ''], `${option}: must be an id, got ''`)
  })
})
