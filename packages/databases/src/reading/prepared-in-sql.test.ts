import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { type Ids, type InteractionRows, syntheticInteractions } from '@hvamp/data'
import { openBlocks, prepareInteractions, readHeldOut, readRatings } from '@hvamp/data/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDatabase } from './read-database'

const page = new URL('../../../../docs/guide/larger-than-memory.md', import.meta.url)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-sql-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Rows in the order of time, of which some say again what somebody thinks of an item. */
async function writeRows(path: string): Promise<void> {
  const { interactions } = syntheticInteractions({ users: 300, items: 80, interactionsPerUser: 9, seed: 5 })
  const { userCount, offsets, items, values, userIds, itemIds } = interactions
  const rows: [string, string, number][] = []
  for (let user = 0; user < userCount; user++) {
    for (let entry = offsets[user]!; entry < offsets[user + 1]!; entry++) {
      rows.push([userIds[user]!, itemIds[items[entry]!]!, values![entry]!])
    }
  }
  const again = rows
    .filter((_, i) => i % 7 === 0)
    .map(([user, item, value]) => [user, item, 6 - value] as const)
  const lines = [...rows, ...again].map(([user, item, value], time) => `${user},${item},${value},${time}`)
  await writeFile(path, `user_id,item_id,rating,rated_at\n${lines.join('\n')}\n`)
}

type Preparing = Parameters<typeof prepareInteractions>[1]

/** What is prepared: all rows as text in ascending order, and the users to train on. */
async function prepared(name: string, options: Pick<Preparing, 'read' | 'keep'>) {
  const place = join(folder, name)
  await mkdir(place)
  const { heldOut } = await prepareInteractions(place, {
    ...options,
    split: () => ({ heldOut: 5 }),
    parts: 2,
  })
  const train = await openBlocks(join(place, 'train'))
  const { itemIds } = train
  const rows: string[] = []
  const add = ({ offsets, items }: InteractionRows, userIds: Ids) => {
    for (const [row, id] of userIds.entries()) {
      for (const item of items.subarray(offsets[row], offsets[row + 1])) rows.push(`${id},${itemIds[item]}`)
    }
  }
  const trained = await train.userIds(0)
  add(await train.read(0), trained)
  for (const part of ['validation', 'test'] as const) {
    for (const users of Object.values(await readHeldOut(place, heldOut, part, itemIds)))
      add(users, users.userIds)
  }
  return { rows: rows.sort(), trained }
}

describe('the SQL of the page on data larger than memory', () => {
  it('keeps what hvamp keeps, row for row, after one pass and when nothing changes any more', async () => {
    const file = join(folder, 'ratings.csv')
    await writeRows(file)
    const [liked, pass, again] = [...(await readFile(page, 'utf8')).matchAll(/```sql\n([\s\S]*?)```/g)].map(
      ([, sql]) => sql!,
    )
    const path = join(folder, 'shop.duckdb')
    const instance = await DuckDBInstance.create(path)
    const connection = await instance.connect()
    const countOf = async (table: string) =>
      Number((await (await connection.runAndReadAll(`SELECT COUNT(*) FROM ${table}`)).getRows())[0]![0])
    const keptRows = async () =>
      (await (await connection.runAndReadAll('SELECT user_id, item_id FROM kept')).getRows())
        .map(([user, item]) => `${user},${item}`)
        .sort()
    const ours = (name: string, untilStable: boolean) =>
      prepared(name, {
        read: (builder) => readRatings(file, { builder }),
        keep: () => ({ atLeast: 4, minItemInteractions: 10, minUserInteractions: 5, untilStable }),
      })

    await connection.run(`CREATE TABLE ratings AS SELECT * FROM read_csv('${file}')`)
    await connection.run(liked!)
    await connection.run(pass!)
    expect(await keptRows()).toEqual((await ours('once', false)).rows)

    let passes = 1
    for (; (await countOf('kept')) < (await countOf('liked')); passes++) {
      await connection.run(again!)
      await connection.run(pass!)
    }
    expect(passes).toBeGreaterThan(2)
    const stable = await ours('stable', true)
    expect(await keptRows()).toEqual(stable.rows)
    connection.closeSync()
    instance.closeSync()

    const ofTable = await prepared('of-table', {
      read: (builder) => readDatabase(`duckdb:${path}`, { table: 'kept', builder }),
      keep: () => ({}),
    })
    expect(ofTable).toEqual(stable)
  }, 30_000)
})
