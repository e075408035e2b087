import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, sep } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ReadingOptions } from '../index'
import { columnInPaths, readRatings } from '../node'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-paths-'))
})
afterAll(() => rm(folder, { recursive: true }))

const rows = (of: number) => Array.from({ length: 20 }, (_, i) => `u${(i + of) % 7},i${i % 5}`)

/** Reads a table whose files are in these folders. */
async function read(header: string, folders: readonly string[], options: ReadingOptions = {}) {
  const paths = folders.map((name) => join(folder, header.replaceAll(',', '-'), name, 'part.csv'))
  for (const [at, path] of paths.entries()) {
    await mkdir(dirname(path), { recursive: true })
    const more = header
      .split(',')
      .slice(2)
      .map(() => `,${1 + (at % 5)}`)
    await writeFile(
      path,
      `${header}\n${rows(at)
        .map((row) => row + more.join(''))
        .join('\n')}\n`,
    )
  }
  return readRatings(paths, options)
}

it('refuses tables whose ratings, ids, events or states are in the names of folders alone', async () => {
  const start = join(folder, 'user_id-item_id') + sep
  await expect(read('user_id,item_id', ['rating=1', 'rating=5'])).rejects.toMatchObject({
    message: `${join(start, 'rating=1', 'part.csv')}: expected columns that are in the files, got 'rating' in the names of folders alone, 'rating=1' and 'rating=5': write it into a file, as duckdb -c "copy (from read_csv('${start}**/*.csv', hive_partitioning = true)) to 'all.parquet'" does: choose with ratings: false`,
    options: ['ratings: false'],
  })
  for (const folders of [
    ['year=2024/event_type=view', 'year=2024/event_type=purchase'],
    ['status=paid', 'status=cancelled'],
    ['is_returned=false', 'is_returned=true'],
  ]) {
    await expect(read('user_id,item_id', folders)).rejects.toThrow('in the names of folders alone')
  }
  await expect(read('user_id,product', ['product_id=1', 'product_id=2'])).rejects.toThrow(
    "got 'product_id' in",
  )
  expect((await read('user_id,item_id', ['rating=1', 'rating=5'], { ratings: false })).userCount).toBe(7)
})

it.each([
  ['user_id,item_id', ['day=1', 'day=2']],
  ['user_id,item_id', ['date=2024-01-01', 'date=2024-01-02']],
  ['user_id,item_id', ['year=2024/dt=1', 'year=2025/dt=2']],
  ['user_id,item_id', ['region=eu', 'region=us']],
  ['user_id,item_id', ['state=CA', 'state=NY']],
  ['user_id,item_id', ['type=book', 'type=film']],
  ['user_id,item_id', ['rating=5/day=1', 'rating=5/day=2']],
  ['user_id,item_id,rating', ['rating=1', 'rating=2']],
  ['user_id,item_id', ['user_id=1', 'user_id=2']],
  ['user_id,item_id,status', ['Status=paid', 'Status=cancelled']],
  ['user_id,item_id,event_type', ['eventType=view', 'eventType=purchase']],
  ['user_id,item_id', ['valid=0', 'valid=1']],
  ['user_id,item_id', ['is_valid=true', 'is_valid=false']],
])('reads %s in folders %j', async (header, folders) => {
  expect((await read(header, folders)).userCount).toBe(7)
})

it('names the column, its values and the query of the kind of files', async () => {
  const paths = ['hp/day=1/rating=1/a.snappy.parquet', 'hp/day=1/rating=2/a.snappy.parquet']
  expect(columnInPaths(paths)).toEqual({
    name: 'rating',
    values: ['1', '2'],
    query: `duckdb -c "copy (from read_parquet('hp/**/*.snappy.parquet', hive_partitioning = true)) to 'all.parquet'"`,
  })
  expect(columnInPaths(['day=1/a.csv', 'day=2/a.csv'])).toBeUndefined()
})

const queryOf = (paths: readonly string[], start?: string) =>
  columnInPaths(paths, start)?.query.match(/read_.*(?=, hive)/)?.[0]

it.each([
  [['g/r=eu/rating=1/a.csv', 'g/r=eu/rating=2/a.csv'], 'g/r=eu/', "read_csv('g/r=eu/**/*.csv'"],
  [['rating=1/a.csv', 'rating=2/a.csv'], undefined, "read_csv('**/*.csv'"],
  [
    ['g/rating=1/a.csv', 'g/rating=2/a.csv.gz', 'g/rating=2/b.csv'],
    undefined,
    "read_csv(['g/**/*.csv', 'g/**/*.csv.gz']",
  ],
  [['g/rating=1/a.v1.csv', 'g/rating=2/b.csv'], undefined, "read_csv('g/**/*.csv'"],
  [['g/rating=1/0_0', 'g/rating=2/b.csv'], undefined, "read_csv('g/**/*'"],
  [["it's/rating=1/a.csv", "it's/rating=2/a.csv"], undefined, "read_csv('it''s/**/*.csv'"],
  [['a[1]/$x/rating=1/a.csv', 'a[1]/$x/rating=2/a.csv'], undefined, "read_csv('a[[]1]/\\$x/**/*.csv'"],
])('reads %j, and no other files, with the query', (paths, start, query) => {
  expect(queryOf(paths, start)).toBe(query)
})

it('names a query of the files that are read, and of no folders beside theirs', async () => {
  const start = join(folder, 'user_id-item_id', 'region=eu') + sep
  await expect(read('user_id,item_id', ['region=eu/rating=1', 'region=eu/rating=5'])).rejects.toThrow(
    `read_csv('${start}**/*.csv', `,
  )
})
