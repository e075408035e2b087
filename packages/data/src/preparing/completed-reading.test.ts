import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readRatings } from '../files/read-ratings'
import type { Reading } from '../reading/reading'
import { completedReading } from './completed-reading'
import { type FoundEntries, prepareInteractions } from './prepare-interactions'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-completed-'))
})
afterAll(() => rm(folder, { recursive: true }))

it.each<[what: string, row: (i: number) => string, shown: object]>([
  [
    'ratings, and rows that repeat',
    (i) => `${i % 20},${i % 30},${1 + (i % 7)}`,
    { values: 'ratings', repeated: { counted: 'last' } },
  ],
  ['counts', (i) => `${i % 19},${i % 30},${(i * 31) % 97}`, { values: 'counts' }],
  ['a rating that is the item’s', (i) => `${i % 19},${i % 30},${1 + (i % 5)}`, { ofItems: true }],
  ['a mark of each row', (i) => `${i % 19},${i % 30},1`, { values: 'ratings', ones: true }],
  ['numbers of rows as items', (i) => `${i % 19},${i},3`, { itemsOnce: true }],
])('shows of data on the disk what reading in memory shows: %s', async (name, row, shown) => {
  const path = join(folder, `${name.length}.csv`)
  const lines = Array.from({ length: 480 }, (_, i) => row(i))
  await writeFile(path, ['user,item,rating', ...lines].join('\n'))
  let inMemory: Reading | undefined
  await readRatings(path, { onReading: (reading) => (inMemory = reading) })
  let onDisk: Reading | undefined
  let found: FoundEntries | undefined
  const place = await mkdtemp(join(folder, 'prepared-'))
  await prepareInteractions(place, {
    read: (builder) => readRatings(path, { builder, onReading: (reading) => (onDisk = reading) }),
    keep(entries) {
      found = entries
      return {}
    },
    split: () => ({ heldOut: 2 }),
    parts: 4,
  })
  expect(inMemory).toMatchObject(shown)
  expect(completedReading(onDisk!, found!)).toEqual(inMemory)
})
