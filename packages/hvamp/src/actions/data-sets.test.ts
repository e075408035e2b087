import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { entriesOf, type Interactions, syntheticInteractions } from '@hvamp/data'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsonLines, scratch, tiny, withOptions } from './command.fixture'
import { hostedHvamp } from './hosted-command.fixture'

let folder: string
let remove: () => Promise<void>
let made: Interactions

beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  made = syntheticInteractions({ users: 200, items: 60, interactionsPerUser: 15, seed: 7 }).interactions
  const lines = Array.from(
    entriesOf(made),
    ({ user, item, value }, i) => `${user}::${item}::${value}::${978300760 + ((i * 7919) % 10_007)}\n`,
  )
  await write('data/ml-1m/ratings.dat', lines.join(''))
  const lists = (from: number, to: number) =>
    Array.from({ length: made.userCount }, (_, user) => {
      const items = made.items.subarray(made.offsets[user]!, made.offsets[user + 1]!)
      return `${user} ${items.slice(from * items.length, to * items.length).join(' ')}\n`
    }).join('')
  await write('elsewhere/train.txt', lists(0, 0.8))
  await write('elsewhere/test.txt', lists(0.8, 1))
})
afterAll(() => remove())

async function write(path: string, text: string): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true })
  await writeFile(join(folder, path), text)
}

async function done(...args: string[]) {
  const ended = await hostedHvamp(folder, args)
  expect(ended.code, ended.stderr).toBe(0)
  return ended
}

async function refused(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await hostedHvamp(folder, args)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/(^|\n)hvamp: [^\n]+\n$/)
  return stderr
}

const config = async (run: string) =>
  JSON.parse(await readFile(join(folder, run, 'config.json'), 'utf8')) as {
    options: Record<string, unknown>
    data: Record<string, unknown>
  }

const quick = [
  ...withOptions(tiny.slice(0, tiny.indexOf('--held-out')), '--epochs', '1'),
  '--backend',
  'wasm',
]

describe('a data set by name', () => {
  it('stats says what is in it, and which counts are not the published ones', async () => {
    const { stdout } = await done('stats', 'ml-1m')
    expect(stdout).toContain('kept: ratings ≥ 4, then users with ≥ 5')
    expect(stdout).toContain(`MovieLens 1M, from ${join('data', 'ml-1m')}\n`)
    expect(stdout).toContain('ml-1m: expected 6,040 users in its files, as published, found 200\n')
    const [line] = jsonLines((await done('stats', 'gowalla', '--data-folder', 'elsewhere', '--json')).stdout)
    expect(line).toMatchObject({
      file: 'elsewhere',
      read: { users: 200, interactions: made.items.length },
      differences: expect.arrayContaining([
        { part: 'files', of: 'interactions', published: 1_027_370, found: made.items.length },
      ]),
    })
  })

  it('a series and a tuning say what differs, once', async () => {
    const held = ['--held-out', '40', '--model', 'ease']
    for (const args of [
      ['train', 'ml-1m', ...held, '--seeds', '1,2', '--out', 'twice'],
      ['tune', 'ml-1m', ...held, '--grid', 'l2=100,200', '--out', 'tried'],
    ]) {
      const { stderr } = await done(...(args as [string, ...string[]]))
      expect(stderr.match(/ml-1m: expected 1,000,209 interactions in its files, as published/g)).toHaveLength(
        1,
      )
    }
  })

  it('train takes it with the settings of its results, says and records what differs, and goes on', async () => {
    const { stderr } = await done('train', 'ml-1m', '--held-out', '40', '--model', 'mult-vae', ...quick)
    expect(stderr).toContain('ml-1m: expected 1,000,209 interactions in its files, as published, found')
    const { options, data } = await config('runs/ml-1m-mult-vae')
    expect(options).toMatchObject({ dataSet: 'ml-1m', split: 'strong', heldOut: 40, atLeast: 4 })
    expect(data).toMatchObject({
      source: { path: join('data', 'ml-1m') },
      differences: expect.arrayContaining([{ part: 'files', of: 'users', published: 6040, found: 200 }]),
    })
    const table = (await done('evaluate', 'runs/ml-1m-mult-vae', '--backend', 'wasm')).stdout
    expect(table).toMatch(/Mult-VAE +0\.\d+/)
    await done('evaluate', 'runs/ml-1m-mult-vae', 'ml-1m', '--backend', 'wasm')
  })

  it('gowalla is split as its publisher did, with a share of the rest for validation', async () => {
    const from = ['--data-folder', 'elsewhere']
    const { stderr } = await done('train', 'gowalla', ...from, '--model', 'mult-vae', ...quick)
    expect(stderr).toContain(
      'gowalla: divided as by its publisher, who holds out items of users trained on (weak generalization); --split strong',
    )
    const { options, data } = await config('runs/gowalla-mult-vae')
    expect(options).toMatchObject({ split: 'given', implicit: true, minUser: 0 })
    expect(data).toMatchObject({ generalization: 'weak', train: { users: 200 } })
    const own = (await done('evaluate', 'runs/gowalla-mult-vae', '--backend', 'wasm', '--json')).stdout
    const { test } = JSON.parse(await readFile(join(folder, 'runs/gowalla-mult-vae/metrics.json'), 'utf8'))
    expect(jsonLines(own).at(-1)).toMatchObject({
      users: test.users,
      models: { 'mult-vae': test.models['mult-vae'] },
    })
  })

  it('gowalla is split by users where that is asked for', async () => {
    const strong = ['--split', 'strong', '--held-out', '30', '--model', 'popularity', '--out', 'strong']
    const { stderr } = await done('train', 'gowalla', '--data-folder', 'elsewhere', ...strong)
    expect(stderr).not.toContain('weak')
    const { options, data } = await config('strong')
    expect(options).toMatchObject({ dataSet: 'gowalla', split: 'strong', heldOut: 30, implicit: true })
    expect(data).toMatchObject({ generalization: 'strong', train: { users: 140 }, test: { users: 30 } })
  })

  it.each([
    [
      ['stats', 'ml-20m'],
      /ml-20m: must have the files of MovieLens 20M in data.ml-20m .* hvamp fetch ml-20m/,
    ],
    [['stats', 'netflix'], /netflix: must have the files of Netflix Prize in .*Kaggle/],
    [['stats', 'ml-1m', '--format', 'csv'], /--format: goes with a file of your own, got the data set ml-1m/],
    [['stats', './ml-1m'], /\.\/ml-1m: expected a file that can be read, got no such file/],
    [
      ['stats', 'x.csv', '--data-folder', 'data'],
      /--data-folder: goes with a data set by name, one of ml-100k/,
    ],
    [
      ['stats', 'ml-20m', '--data-folder', 'data/ml-1m'],
      /data\/ml-1m: expected ratings\.csv of MovieLens 20M/,
    ],
    [
      ['train', 'ml-1m', '--split', 'given', '--backend', 'wasm'],
      /--split given: goes with a data set whose publisher has a test set, such as gowalla, or with hvamp split --test, got data.ml-1m/,
    ],
  ])('%j is refused', async (args, message) => {
    expect(await refused(...args)).toMatch(message)
  })
})

describe('fetch', () => {
  it('shows the terms, downloads what others then find by name, and downloads nothing twice', async () => {
    const lists = { '/gowalla/train.txt': '0 1 2 3\n1 1 2\n', '/gowalla/test.txt': '0 4\n1 3\n' }
    const server = createServer((request, response) => {
      const text = lists[request.url as keyof typeof lists]
      response.writeHead(text === undefined ? 404 : 200).end(text)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const from = ['--mirror', `http://127.0.0.1:${(server.address() as AddressInfo).port}`]
    const { stdout, stderr } = await done('fetch', 'gowalla', ...from)
    expect(stderr).toMatch(/^Gowalla .*, https.*\nterms: no terms found: research use, with citation\n/)
    const files = ['train.txt', 'test.txt'].map((name) => join('data', 'gowalla', name))
    expect(stdout).toBe(`written to ${files.join(', ')}\n`)
    expect(jsonLines((await done('stats', 'gowalla', '--json')).stdout)[0]).toMatchObject({
      read: { users: 2, interactions: 7 },
    })
    const again = jsonLines((await done('fetch', 'gowalla', '--json')).stdout)
    expect(again.at(-1)).toMatchObject({ event: 'fetched', downloaded: [] })
    expect((await hostedHvamp(folder, ['fetch', 'msd', ...from])).stderr).toMatch(
      /\nhvamp: http.*train_triplets\.txt\.zip: expected a file, got HTTP 404 Not Found\n$/,
    )
    expect(await readdir(join(folder, 'data'))).not.toContain('msd')
    server.close()
  })

  it('names all there are, and says how to get what is not given out', async () => {
    const { stdout } = await done('fetch')
    expect(stdout).toMatch(/^gowalla .*10-core.* items, as by its publisher \(weak\) /m)
    expect(stdout).toMatch(/^ml-20m .* users \(strong\) /m)
    for (const name of ['ml-20m', 'netflix', 'msd']) expect(stdout).toMatch(new RegExp(`^${name} `, 'm'))
    const netflix = await hostedHvamp(folder, ['fetch', 'netflix'])
    expect(netflix.code).toBe(2)
    expect(netflix.stderr).toMatch(
      /cannot be downloaded, got none: Netflix no longer offers it: get the files/,
    )
    expect(await refused('fetch', 'ml-2m')).toMatch(/name must be one of ml-100k, .*, got 'ml-2m'/)
  })
})

describe('splits', () => {
  const part = async (split: string, name: string) =>
    (await readFile(join(folder, split, `${name}.csv`), 'utf8')).trimEnd().split('\n').slice(1)

  it.each([
    ['weak', []],
    ['weak', ['--choose', 'latest', '--fold-in', '0.6']],
    ['leave-one-out', ['--choose', 'latest']],
    ['leave-one-out', []],
    ['time', []],
    ['time', ['--validation-from', '978307000', '--test-from', '978309000']],
  ])('%s %j is written in parts that share no pair, and train takes them', async (split, options) => {
    const out = `split-${split}-${options.length}`
    const { stdout } = await done('split', 'ml-1m', '--split', split, ...options, '--out', out, '--json')
    const leftOut = { kept: { users: 200 }, rows: expect.any(Number) }
    expect(jsonLines(stdout)[0]).toMatchObject({ folder: out, leftOut })
    expect(JSON.parse(await readFile(join(folder, out, 'split.json'), 'utf8'))).toMatchObject({ leftOut })
    const parts = await Promise.all(
      ['train', 'validation-held-out', 'test-held-out'].map((name) => part(out, name)),
    )
    const all = parts.flat()
    expect(new Set(all).size).toBe(all.length)
    for (const each of parts) expect(each.length).toBeGreaterThan(20)
    const pair = (line: string) => line.split(',').slice(0, 2).join()
    const seen = new Set((await part(out, 'test-fold-in')).map(pair))
    for (const line of parts[2]!) expect(seen.has(pair(line))).toBe(false)
  })

  it('from a file and from the folder written of it, a model learns and is tested on the same', async () => {
    const model = ['--model', 'popularity', '--backend', 'wasm']
    const split = ['--split', 'leave-one-out', '--choose', 'latest']
    await done('split', 'ml-1m', ...split, '--out', 'parts', '--write-as', 'parquet')
    expect((await readdir(join(folder, 'parts'))).filter((name) => !name.endsWith('.parquet'))).toEqual([
      'split.json',
    ])
    await done('train', 'parts', ...model, '--out', 'of-parts')
    await done('train', 'ml-1m', ...split, ...model, '--out', 'of-files')
    const metrics = async (run: string) =>
      JSON.parse(await readFile(join(folder, run, 'metrics.json'), 'utf8'))
    expect((await metrics('of-parts')).test).toEqual((await metrics('of-files')).test)
    const { data: parts } = await config('of-parts')
    expect(parts.differences).toEqual((await config('of-files')).data.differences)
    expect(parts.differences).toContainEqual({ part: 'files', of: 'users', published: 6040, found: 200 })
  })

  it.each([
    [['--split', 'weak', '--held-out', '5'], /--held-out: goes with --split strong, got --split weak/],
    [['--choose', 'latest'], /--choose: goes with --split weak, leave-one-out, given, got --split strong/],
    [['--split', 'time', '--test-from', 'soon'], /--test-from: must be a number or a day such as 2005-09-06/],
    [
      ['--split', 'time', '--test-from', '1'],
      /--split time: something must be earlier than 1, .* --test-from/,
    ],
    [
      ['--split', 'time', '--test-from', '1990-01-01', '--validation-from', '1995-01-01'],
      /--validation-from: must not be later than what is for test, from 1990-01-01 on by --test-from, .*, got 1995-01-01\n$/,
    ],
  ])('%j are refused', async (options, message) => {
    expect(await refused('split', 'ml-1m', ...options, '--out', 'never')).toMatch(message)
  })

  it.each([
    [
      'same-time',
      () => 1_400_000_000,
      [],
      /--split time: times must differ, got 2014-05-13T16:53:20Z for all 24 entries: choose another column with --time-column/,
    ],
    [
      'one-by-one',
      (user: number) => 1_400_000_000 + user * 9,
      [],
      /something to find in validation .*, got nobody: each user has one time for all interactions, so choose a column/,
    ],
    [
      'late',
      (user: number) => 1.4e15 + user,
      ['--test-from', '2014-01-01'],
      /earlier than 2014-01-01, .* got nothing before 2014-05-13T16:53:20Z\n$/,
    ],
    [
      'fine',
      (user: number) => 1.4e15 + user,
      ['--test-from', '1.4e15', '--validation-from', '1.5e15'],
      /from 2014-05-13T16:53:20Z on .*, got 2017-07-14T02:40:00Z\n$/,
    ],
  ] as const)('by time say what to choose: %s', async (name, timeOf, options, message) => {
    const rows = Array.from({ length: 24 }, (_, i) => `${i % 4},${Math.floor(i / 4)},${timeOf(i % 4)}\n`)
    await write(`${name}.csv`, `user,item,timestamp\n${rows.join('')}`)
    expect(await refused('split', `${name}.csv`, '--split', 'time', ...options, '--out', 'never')).toMatch(
      message,
    )
  })

  it.each([['strong'], ['weak'], ['leave-one-out']])(
    'of users with two items say that 3 are needed: %s',
    async (split) => {
      const rows = Array.from({ length: 24 }, (_, i) => `${i % 12},${i % 5}\n`)
      await write('two.csv', `user,item\n${rows.join('')}`)
      expect(
        await refused('split', 'two.csv', '--split', split, '--min-user', '1', '--out', 'never'),
      ).toMatch(/two\.csv: some users must have 3 items, .* got nobody: none has more than 2\n$/)
    },
  )

  it('by time need times', async () => {
    await write('plain.csv', 'user,item\n1,2\n1,3\n')
    expect(await refused('split', 'plain.csv', '--split', 'time', '--out', 'never')).toMatch(
      /plain\.csv:1: expected a timestamp column, got columns 'user', 'item'/,
    )
  })
})
