import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { appendFile, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { entriesOf } from '@hvamp/data'
import { readDatabase } from '@hvamp/databases'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { makeProgram } from '../commands/program'
import { hvamp, scratch, tinyMultVae, writeSample } from './command.fixture'
import { writeScattered } from './shards.fixture'

let folder: string
let remove: () => Promise<void>
const inFolder = (...names: string[]) => join(folder, ...names)

/** Runs a command in this process. @returns its lines on stdout */
async function run(...args: string[]): Promise<string> {
  let text = ''
  const written = vi.spyOn(process.stdout, 'write').mockImplementation((piece) => {
    text += piece
    return true
  })
  const noted = vi.spyOn(process.stderr, 'write').mockImplementation(() => true)
  try {
    await makeProgram().parseAsync(['node', 'hvamp', ...args])
  } finally {
    written.mockRestore()
    noted.mockRestore()
  }
  return text
}

/** The message of a command that is refused. */
const refusal = (...args: string[]) =>
  run(...args).then(
    () => 'nothing',
    (error: Error) => error.message,
  )

const model = () => inFolder('model')
const orders = () => inFolder('orders', '*.csv')
const wasm = ['--backend', 'wasm']

/** Runs all shards of a command. */
async function shards(count: number, command: string, out: string, ...more: string[]): Promise<void> {
  for (let index = 0; index < count; index++) {
    await run(command, model(), '--shard', `${index}/${count}`, '--out', inFolder(out), ...wasm, ...more)
  }
}

const rowsOfParquet = async (path: string) => parquetReadObjects({ file: await asyncBufferFromFile(path) })
const sortedLines = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n').sort()

beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(inFolder('ratings.csv'))
  const ratings = await readFile(inFolder('ratings.csv'), 'utf8')
  await writeFile(inFolder('ratings.csv'), ratings.replace(/^(?=\d)/gm, 'u')) // in no order, for metrics are sums in one
  const train = ['train', 'ratings.csv', '--model', 'mult-vae', ...tinyMultVae, '--out', 'model']
  const { code, stderr } = await hvamp(folder, train)
  expect(code, stderr).toBe(0)
  await writeScattered(inFolder('orders'), { users: 300, items: 60, files: 3 })
})
afterAll(() => remove())

describe('recommend --shard', () => {
  it('gives a user the same list in any number of shards and blocks, and as one process', async () => {
    const history = ['--history', orders()]
    await shards(1, 'recommend', 'one', ...history, '--part-format', 'jsonl')
    await shards(2, 'recommend', 'two', ...history, '--part-format', 'jsonl', '--rows-at-once', '500')
    await shards(4, 'recommend', 'four', ...history, '--part-format', 'jsonl')
    for (const name of ['one', 'two', 'four']) {
      await run('merge', inFolder(name), '--out', inFolder(`${name}.jsonl`))
    }
    const one = sortedLines(inFolder('one.jsonl'))
    expect(one.length).toBe(300)
    expect(sortedLines(inFolder('two.jsonl'))).toEqual(one)
    expect(sortedLines(inFolder('four.jsonl'))).toEqual(one)
    const plain = (await run('recommend', model(), ...history, ...wasm, '--json')).trimEnd().split('\n')
    const lists = plain.map((line) => JSON.parse(line)).filter(({ user }) => user !== undefined)
    const items = (list: { user: string; items: { item: string }[] }) => [
      list.user,
      list.items.map(({ item }) => item),
    ]
    const byUser = new Map(one.map((line) => items(JSON.parse(line)) as [string, string[]]))
    expect(new Map(lists.map((list) => items(list) as [string, string[]]))).toEqual(byUser)
  })

  it('writes parquet and CSV with the same rows, and merging joins them as they are', async () => {
    const history = ['--history', orders(), '--explain', '--top', '3']
    await shards(2, 'recommend', 'parquet', ...history)
    await shards(2, 'recommend', 'csv', ...history, '--part-format', 'csv')
    await run('merge', inFolder('parquet'), '--out', inFolder('lists.parquet'))
    await run('merge', inFolder('csv'), '--out', inFolder('lists.csv'))
    const rows = await rowsOfParquet(inFolder('lists.parquet'))
    expect(rows.length).toBe(900)
    const parts = []
    for (let i = 0; i < 2; i++)
      parts.push(...(await rowsOfParquet(inFolder('parquet', `part-0000${i}.parquet`))))
    expect(rows).toEqual(parts)
    const [head, ...lines] = readFileSync(inFolder('lists.csv'), 'utf8').trimEnd().split('\n')
    expect(head!.split(',')).toEqual(Object.keys(rows[0]!))
    expect(lines).toEqual(rows.map((row) => Object.values(row).join(',')))
  })

  it('leaves a part that is there as it is', async () => {
    const part = inFolder('csv', 'part-00001.csv')
    const before = statSync(part)
    const again = ['--history', orders(), '--explain', '--top', '3', '--part-format', 'csv', '--json']
    const said = await run(
      'recommend',
      model(),
      '--shard',
      '1/2',
      '--out',
      inFolder('csv'),
      ...wasm,
      ...again,
    )
    expect(JSON.parse(said.trimEnd().split('\n').at(-1)!)).toEqual({
      event: 'part',
      part,
      rows: expect.any(Number),
      isNew: false,
    })
    expect(statSync(part)).toEqual(before)
  })

  it('refuses texts that are safe in spreadsheets for parts that none reads', async () => {
    const args = ['--shard', '0/1', '--out', inFolder('safe'), '--history', orders(), '--spreadsheet-safe']
    const { code, stderr } = await hvamp(folder, ['recommend', model(), ...args, ...wasm])
    expect([code, stderr]).toEqual([
      2,
      'hvamp: --spreadsheet-safe: needs --part-format csv with --shard, got parquet\n',
    ])
    await run('recommend', model(), ...args, ...wasm, '--part-format', 'csv')
    expect(readFileSync(inFolder('safe', 'part-00000.csv'), 'utf8')).toMatch(/^userId,/)
  })

  it('refuses a folder of another job, naming what differs', async () => {
    const other = (...more: string[]) =>
      refusal(
        'recommend',
        model(),
        '--out',
        inFolder('csv'),
        ...wasm,
        '--history',
        orders(),
        '--explain',
        '--part-format',
        'csv',
        ...more,
      )
    expect(await other('--shard', '1/2', '--top', '4')).toMatch(
      /whose parts have options\.top 3, not 4: choose another --out$/,
    )
    expect(await other('--shard', '1/4', '--top', '3')).toMatch(/whose parts have shards 2, not 4/)
    expect(await other('--shard', '1/2', '--top', '3', '--exclude', '1')).toMatch(/have options\.rules/)
  })

  it('takes files that have all rows of their users, and refuses to merge where they have not', async () => {
    await mkdir(inFolder('divided'))
    const rows = sortedLines(inFolder('orders', '0.csv')).filter((line) => !line.startsWith('user'))
    for (const half of [0, 1]) {
      const own = rows.filter((line) => Number(line.slice(1).split(',')[0]) % 2 === half)
      await writeFile(inFolder('divided', `${half}.csv`), `userId,itemId,rating\n${own.join('\n')}\n`)
    }
    const divided = ['--history', inFolder('divided', '*.csv'), '--part-format', 'jsonl']
    await shards(2, 'recommend', 'by-files', ...divided, '--shard-by', 'files', '--rows-at-once', '100')
    await shards(2, 'recommend', 'by-users', ...divided)
    for (const name of ['by-files', 'by-users'])
      await run('merge', inFolder(name), '--out', inFolder(`${name}.jsonl`))
    expect(sortedLines(inFolder('by-files.jsonl'))).toEqual(sortedLines(inFolder('by-users.jsonl')))
    await shards(2, 'recommend', 'scattered', '--history', orders(), '--shard-by', 'files')
    expect(await refusal('merge', inFolder('scattered'), '--out', inFolder('scattered.parquet'))).toMatch(
      /every file must have all rows of its users \(--shard-by files\), got a user of both part-00000 and part-00001/,
    )
  })

  it.each([
    [['--shard', '0/2', '--history', 'none-*.csv'], /^none-\*\.csv: must match a file, got none$/],
    [['--shard', '0/2', '--history', 'sqlite:shop.sqlite'], /must be files where users are divided/],
    [['--shard', '0/2'], /^--shard: needs --history/],
  ])('refuses %j', async (args, message) => {
    expect(await refusal('recommend', model(), ...args, '--out', inFolder('refused'), ...wasm)).toMatch(
      message,
    )
    expect(existsSync(inFolder('refused'))).toBe(false)
  })
})

describe('embed --shard', () => {
  it('gives a user the same vector as one process', async () => {
    await shards(2, 'embed', 'vectors', '--history', orders())
    await run('merge', inFolder('vectors'), '--out', inFolder('vectors.parquet'))
    await shards(1, 'embed', 'vectors-1', '--history', orders())
    await run('merge', inFolder('vectors-1'), '--out', inFolder('vectors-1.parquet'))
    const byId = async (path: string) =>
      new Map((await rowsOfParquet(path)).map(({ id, vector }) => [id, vector]))
    const vectors = await byId(inFolder('vectors.parquet'))
    expect(vectors.size).toBe(300)
    expect(vectors).toEqual(await byId(inFolder('vectors-1.parquet')))
  })
})

describe('evaluate --shard', () => {
  const result = (text: string) => JSON.parse(text.trimEnd().split('\n').at(-1)!)

  it('merges to the metrics of one process on the test users of the run, with their standard errors', async () => {
    const plain = result(await run('evaluate', model(), ...wasm, '--json'))
    await shards(2, 'evaluate', 'measured')
    expect(result(await run('merge', inFolder('measured'), '--json'))).toEqual(plain)
  })

  it('merges to the metrics of one shard on files', async () => {
    for (const [count, name] of [
      [1, 'files-1'],
      [2, 'files-2'],
    ] as const) {
      for (let index = 0; index < count; index++) {
        const which = ['--shard', `${index}/${count}`, '--out', inFolder(name), '--rows-at-once', '400']
        await run('evaluate', model(), orders(), ...which, ...wasm)
      }
    }
    const one = result(await run('merge', inFolder('files-1'), '--json'))
    expect(one).toMatchObject({ users: expect.any(Number), trainedIds: expect.any(Number) })
    expect(one.users).toBeGreaterThan(100)
    expect(result(await run('merge', inFolder('files-2'), '--json'))).toEqual(one)
  })
})

describe('merge', () => {
  it('writes all rows into a table of a database, which replaces that of another merge', async () => {
    const database = `sqlite:${inFolder('shop.sqlite')}`
    for (let i = 0; i < 2; i++) await run('merge', inFolder('parquet'), '--to', database, '--into', 'lists')
    const query = 'SELECT user_id AS user, item_id AS item, score AS rating FROM lists'
    const { interactions } = await readDatabase(database, { query })
    const rows = await rowsOfParquet(inFolder('lists.parquet'))
    const score = new Map(rows.map(({ userId, itemId, score }) => [`${userId} ${itemId}`, score]))
    expect(interactions.items.length).toBe(900)
    for (const { user, item, value } of entriesOf(interactions))
      expect(Math.fround(value!)).toBe(score.get(`${user} ${item}`))
    expect(await refusal('merge', inFolder('csv'), '--to', database, '--into', 'lists')).toMatch(
      /goes with parts in parquet/,
    )
  })

  it('makes a folder of the parts alone, and lets a link lead to it', async () => {
    await run(
      'merge',
      inFolder('four'),
      '--out',
      inFolder('published', 'a'),
      '--link',
      inFolder('published', 'current'),
    )
    const files = await readdir(inFolder('published', 'current'))
    expect(files).toEqual(Array.from({ length: 4 }, (_, i) => `part-0000${i}.jsonl`))
    await mkdir(inFolder('published', 'b'))
    expect(await refusal('merge', inFolder('four'), '--out', inFolder('published', 'b'))).toMatch(
      /must be a new folder/,
    )
  })

  it('refuses parts that are missing, damaged or of another job, and writes nothing', async () => {
    const broken = inFolder('broken')
    const merging = () => refusal('merge', broken, '--out', inFolder('broken.jsonl'))
    await cp(inFolder('four'), broken, { recursive: true })
    await appendFile(join(broken, 'part-00002.jsonl'), '\n')
    expect(await merging()).toMatch(
      /part-00002\.jsonl: must be as its shard wrote it, .* delete it and run the shard again$/,
    )
    await rm(join(broken, '_hvamp', 'part-00002.json'))
    await rename(join(broken, '_hvamp', 'part-00001.json'), join(broken, 'elsewhere.json'))
    expect(await merging()).toMatch(
      /must have all 4 parts, misses part-00001, part-00002: run these shards again$/,
    )
    await cp(inFolder('four'), broken, { recursive: true })
    const manifest = join(broken, '_hvamp', 'part-00003.json')
    const text = await readFile(manifest, 'utf8')
    await writeFile(manifest, text.replace('"top": 10', '"top": 20'))
    expect(await merging()).toMatch(
      /must have parts of one job, whose parts have options\.top 10, not 20 as part-00003 has$/,
    )
    await writeFile(manifest, text.replace(/"read": "\w/, '"read": "x'))
    expect(await merging()).toMatch(/must have read the same files, got part-00000 and part-00003/)
    expect(existsSync(inFolder('broken.jsonl'))).toBe(false)
    expect(await refusal('merge', inFolder('orders'), '--out', inFolder('x.csv'))).toMatch(
      /must be a folder with parts/,
    )
    expect(await refusal('merge', inFolder('four'), '--out', inFolder('x.csv'))).toMatch(
      /must end in \.jsonl/,
    )
  })

  it('replaces a file with --force alone, and not with few rows', async () => {
    const path = inFolder('one.jsonl')
    expect(await refusal('merge', inFolder('four'), '--out', path)).toMatch(/--force replaces it/)
    const own = (await readFile(path, 'utf8')).split('\n', 1)[0]
    await writeFile(path, '{"user":"7","items":["tea"]}\n')
    expect(await refusal('merge', inFolder('four'), '--out', path, '--force')).toMatch(
      /--force replaces only lists, vectors and measurements that hvamp wrote/,
    )
    await writeFile(path, `${own}\n`.repeat(1000))
    expect(await refusal('merge', inFolder('four'), '--out', path, '--force')).toMatch(
      /must get at least half of the 1000 rows that it has, got 300/,
    )
    await run('merge', inFolder('four'), '--out', path, '--force', '--at-least-rows', '300')
    const hash = (file: string) => createHash('sha256').update(sortedLines(file).join('\n')).digest('hex')
    expect(hash(path)).toBe(hash(inFolder('four.jsonl')))
  })
})
