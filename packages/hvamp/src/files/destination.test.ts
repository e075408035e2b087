import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readDatabaseTable } from '@hvamp/databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isBadInput } from '../process/bad-input'
import { silent } from '../terminal/output'
import { type DestinationSettings, destinationOf } from './destination'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-destination-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe.each(['a file', 'a table of a database'])('%s', (kind) => {
  const toFile = kind === 'a file'
  const place = (name: string) =>
    toFile ? `--out: ${join(folder, name)}` : `--into: ${name.replace('.csv', '')}`
  const settings = (name: string): DestinationSettings =>
    toFile
      ? { out: join(folder, name), force: true }
      : { to: `sqlite:${join(folder, 'shop.sqlite')}`, into: name.replace('.csv', '') }

  async function write(name: string, count: number, more: { atLeastRows?: number; because?: string } = {}) {
    const { because, ...others } = more
    const destination = await destinationOf({ ...settings(name), ...others }, silent)
    return destination!.write({
      columns: [
        { name: 'rank', type: 'integer' },
        { name: 'itemId', type: 'text' },
        { name: 'score', type: 'number' },
      ],
      key: ['rank'],
      rows: Array.from({ length: count }, (_, i) => [i + 1, `item ${i}`, 1]),
      emptyBecause: because,
    })
  }

  async function rows(name: string): Promise<number> {
    if (toFile) return (await readFile(join(folder, name), 'utf8')).split('\n').length - 2
    const table = await readDatabaseTable(settings(name).to!, { table: settings(name).into! })
    return table.rowCount
  }

  it('gets no empty result, with the reason, unless none is enough', async () => {
    await write('empty.csv', 4)
    const refusal = await write('empty.csv', 0, { because: 'the rules allow no item of the model' }).catch(
      (error: Error) => error,
    )
    expect(isBadInput(refusal)).toBe(true)
    expect((refusal as Error).message).toBe(
      `${place('empty.csv')}: must get at least half of the 4 rows that it has, got 0, for the rules allow no item of the model; nothing is replaced (--at-least-rows 0 lets it through)`,
    )
    expect(await rows('empty.csv')).toBe(4)
    await expect(write('new.csv', 0)).rejects.toThrow(
      `${place('new.csv')}: must get at least a row, got 0, for the lists are empty; nothing is replaced`,
    )
    await write('empty.csv', 0, { atLeastRows: 0 })
    expect(await rows('empty.csv')).toBe(0)
  })

  it('is replaced by half of its rows, and by fewer where the option says so', async () => {
    await write('half.csv', 9)
    await expect(write('half.csv', 4)).rejects.toThrow(
      'must get at least half of the 9 rows that it has, got 4; nothing is replaced (--at-least-rows 4 lets it through)',
    )
    expect(await rows('half.csv')).toBe(9)
    await write('half.csv', 5)
    expect(await rows('half.csv')).toBe(5)
    await expect(write('half.csv', 5, { atLeastRows: 6 })).rejects.toThrow(
      'must get at least 6 rows (--at-least-rows), got 5; nothing is replaced',
    )
    await write('half.csv', 2, { atLeastRows: 2 })
    expect(await rows('half.csv')).toBe(2)
  })
})

it('lists of other columns, as with titles, count like those that replace them', async () => {
  const out = join(folder, 'other.csv')
  const before = `userId,rank,itemId,title,score,basis\n${'1,1,2,Tea,0.5,history\n'.repeat(100)}`
  await writeFile(out, before)
  const write = async (more: { atLeastRows?: number } = {}) => {
    const destination = await destinationOf({ out, force: true, ...more }, silent)
    await destination!.write({ columns: [{ name: 'rank', type: 'integer' }], key: ['rank'], rows: [[1]] })
  }
  await expect(write()).rejects.toThrow('must get at least half of the 100 rows that it has, got 1;')
  expect(await readFile(out, 'utf8')).toBe(before)
  await write({ atLeastRows: 1 })
  expect(await readFile(out, 'utf8')).toBe('rank\n1\n')
})

it('a file that is no list is never replaced, with force or without', async () => {
  const out = join(folder, 'orders.csv')
  await writeFile(out, 'customer,product\n1,2\n')
  for (const force of [true, false]) {
    await expect(destinationOf({ out, force }, silent)).rejects.toThrow(
      `--out: must be a new file (--force replaces only lists of items that hvamp wrote), got '${out}', which hvamp did not write: choose another --out`,
    )
  }
  expect(await readFile(out, 'utf8')).toBe('customer,product\n1,2\n')
})

it('is no file by whose name its readers would take it for something else than CSV', async () => {
  const asked = async (name: string) => destinationOf({ out: join(folder, name) }, silent)
  await expect(asked('lists.parquet')).rejects.toThrow(
    `--out: must be a CSV file, got '${join(folder, 'lists.parquet')}'`,
  )
  await expect(asked('lists.jsonl')).rejects.toThrow("lists.jsonl': --json prints JSON lines")
  await expect(asked('lists.csv.gz')).rejects.toThrow('must be a CSV file')
  expect(await asked('lists.txt')).toBeDefined()
})

it.each(['sqlite', 'duckdb'])(
  'says before the work that a database is new, whose address may be mistyped: %s',
  async (kind) => {
    const said: unknown[] = []
    const out = {
      ...silent,
      note: (text: string) => said.push(text),
      emit: (line: unknown) => said.push(line),
    }
    const to = `${kind}:${join(folder, `shp.${kind}`)}`
    const ask = () => destinationOf({ to, into: 'lists' }, out)
    const destination = await ask()
    expect((await readdir(folder)).filter((name) => name.startsWith(`shp.${kind}`))).toEqual([])
    expect(said).toEqual([
      `${to}: a new database, for there is no such file`,
      { event: 'newDatabase', database: to },
    ])
    await destination!.write({
      columns: [{ name: 'rank', type: 'integer' }],
      key: ['rank'],
      rows: [[1]],
    })
    await ask()
    expect(said).toHaveLength(2)
  },
)

it('an empty text is NULL in a database, as a title that nobody knows', async () => {
  const to = `sqlite:${join(folder, 'titles.sqlite')}`
  const destination = await destinationOf({ to, into: 'lists' }, silent)
  const columns = [
    { name: 'rank', type: 'integer' },
    { name: 'itemId', type: 'text' },
    { name: 'title', type: 'text' },
  ] as const
  const rows = [
    [1, 'a', 'Tea'],
    [2, 'b', ''],
  ]
  await destination!.write({ columns, key: ['rank'], rows })
  const table = await readDatabaseTable(to, { query: 'SELECT item_id FROM lists WHERE title IS NULL' })
  expect(table.rowCount).toBe(1)
})
