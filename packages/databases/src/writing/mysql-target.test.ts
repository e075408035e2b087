import { expect } from 'vitest'
import { rejected, shareDatabase, testKinds } from '../servers.fixture'
import { type WriteOptions, writeTable } from './write-table'

const { database, test, why } = shareDatabase(testKinds.find(({ name }) => name === 'MariaDB')!)
const lists: WriteOptions = {
  table: 'lists',
  columns: [
    { name: 'user_id', type: 'text' },
    { name: 'rank', type: 'integer' },
    { name: 'score', type: 'number' },
  ],
  key: ['user_id'],
}

const modes = ['', 'NO_BACKSLASH_ESCAPES', 'ANSI_QUOTES', 'ORACLE', 'EMPTY_STRING_IS_NULL', 'TRADITIONAL']
for (const mode of modes) {
  test(`stores cells as they are, or refuses them, on a server with sql_mode '${mode}'${why}`, async () => {
    await database.run(`SET GLOBAL sql_mode = '${mode}'`)
    const ids = [
      "O'Neil",
      'a\\b',
      'c\nd',
      "x', 1, 1),(version(), 1, 1)#",
      "x\\', 1, 1),(version(), 1, 1)#",
      '',
    ]
    const rows = ids.map((id, rank) => [id, rank, 0.5])
    expect(await writeTable(database.address, rows, lists)).toBe(ids.length)
    const stored = () => database.rows('SELECT user_id FROM lists ORDER BY `rank`')
    expect(await stored()).toEqual(ids.map((id) => [id]))
    const unfit = [
      ['x'.repeat(300), 1, 1],
      ['bob', 1e12, 1],
      ['bob', 1, Number.NaN],
    ]
    for (const row of unfit)
      expect(await rejected(writeTable(database.address, [row], lists))).toMatch(
        /too long|out of range|double/i,
      )
    expect(await stored()).toEqual(ids.map((id) => [id]))
  })
}

test(`names of tables that are too long are refused by the server, and not cut${why}`, async () => {
  const table = 'l'.repeat(65)
  expect(await rejected(writeTable(database.address, [['ann', 1, 1]], { ...lists, table }))).toMatch(
    /too long|incorrect table name/i,
  )
})
