import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Reading } from '../reading/reading'
import { readRatings } from './read-ratings'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-parts-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function write(texts: readonly string[]): Promise<string[]> {
  const paths = texts.map((_, i) => join(folder, `part-${i}.csv`))
  for (const [i, path] of paths.entries()) await writeFile(path, texts[i]!)
  return paths
}

const header = 'user_id,item_id,rating\n'

it.each([
  ['first', [header, '', `${header}a,x,5\nb,y,4\n`], [0, 1]],
  ['last', [`${header}a,x,5\nb,y,4\n`, '', header], [1, 2]],
])('parts without rows that come %s are told, and have none', async (_, texts, empty) => {
  const paths = await write(texts)
  let reading!: Reading
  const { userIds, itemIds, values } = await readRatings(paths, {
    onReading: (found) => {
      reading = found
    },
  })
  expect([userIds, itemIds, [...values!]]).toEqual([
    ['a', 'b'],
    ['x', 'y'],
    [5, 4],
  ])
  expect(reading).toMatchObject({ rows: 2, empty: empty.map((i) => paths[i]) })
})

it('parts that are all empty are refused, and so is one file without rows', async () => {
  await expect(readRatings(await write(['', header]))).rejects.toThrow(
    /part-0\.csv and .*part-1\.csv: expected interactions, got/,
  )
  await expect(readRatings(await write(['', '']))).rejects.toThrow(
    /: expected interactions, got empty files$/,
  )
  await expect(readRatings((await write([header]))[0]!)).rejects.toThrow(/:2: expected an interaction/)
})
