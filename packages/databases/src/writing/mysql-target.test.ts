import { expect } from 'vitest'
import { rejected, shareDatabase, testKinds } from '../servers.fixture'
import { requireWritableTable, type WriteOptions, writeTable } from './write-table'

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

const bound = [
  ['a trigger', 'CREATE TRIGGER noted AFTER INSERT ON lists_0 FOR EACH ROW SET @noted = 1', 'trigger noted'],
  [
    'a foreign key',
    'ALTER TABLE lists_1 ADD CONSTRAINT known FOREIGN KEY (user_id) REFERENCES lists (user_id)',
    'foreign key known',
  ],
  [
    'a foreign key of another to it',
    `CREATE TABLE clicks (user_id varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
       CONSTRAINT listed FOREIGN KEY (user_id) REFERENCES lists_2 (user_id))`,
    'foreign key listed of clicks',
  ],
] as const
for (const [index, [what, statement, named]] of bound.entries()) {
  test(`refuses a table with ${what}, and leaves it as it is${why}`, async () => {
    const table = `lists_${index}`
    if (what === 'a foreign key') await writeTable(database.address, [['ann', 1, 1]], lists)
    await writeTable(database.address, [['ann', 1, 1]], { ...lists, table })
    await database.run(statement)
    const message = `: ${table} must have no trigger and no foreign key, from it or to it, got the ${named}`
    for (const replace of [false, true]) {
      const writing = writeTable(database.address, [['bob', 1, 1]], { ...lists, table, replace })
      expect(await rejected(writing)).toContain(message)
      expect(await rejected(requireWritableTable(database.address, { table, replace }))).toContain(message)
    }
    expect(await database.rows(`SELECT user_id FROM ${table}`)).toEqual([['ann']])
  })
}

test(`leaves the old rows where a foreign key that the user may not see refers to them${why}`, async () => {
  const seen = { ...lists, table: 'referred', replace: true }
  const write = (id: string) => writeTable(database.address, [[id, 1, 1]], seen)
  await write('ann')
  await database.run("ALTER TABLE referred COMMENT = 'of the shop'")
  async function* rows() {
    yield ['bob', 1, 1]
    await database.run(
      'CREATE DATABASE hidden',
      `CREATE TABLE hidden.clicks (user_id varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
         FOREIGN KEY (user_id) REFERENCES test.referred (user_id))`,
    )
  }
  expect(await rejected(writeTable(database.address, rows(), seen))).toMatch(/foreign key constraint/)
  const tables = `SELECT table_name, table_comment FROM information_schema.tables
    WHERE table_schema = 'test' AND (table_name LIKE 'hvamp%' OR table_name = 'referred')`
  expect(await database.rows(tables)).toEqual([['referred', 'of the shop']])
  expect(await database.rows('SELECT user_id FROM referred')).toEqual([['ann']])
  await database.run('DROP DATABASE hidden')
  await write('bob')
  expect(await database.rows('SELECT user_id FROM referred')).toEqual([['bob']])
})

test(`opens no tables of other schemas, and leaves the old rows where a foreign key of them refers to these${why}`, async () => {
  const write = (id: string) => writeTable(database.address, [[id, 1, 1]], { ...lists, table: 'beside' })
  await write('ann')
  const others = Array.from({ length: 60 }, (_, i) => `CREATE TABLE others.clicks_${i} (user_id int)`)
  await database.run('CREATE DATABASE others', 'GRANT ALL ON others.* TO shop@localhost', ...others)
  await database.run('FLUSH TABLES')
  const opened = async () => Number((await database.rows("SHOW GLOBAL STATUS LIKE 'Opened_tables'"))[0]![1])
  const before = await opened()
  await write('bob')
  expect((await opened()) - before).toBeLessThan(others.length)
  await database.run(`CREATE TABLE others.keyed (user_id varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
    FOREIGN KEY (user_id) REFERENCES test.beside (user_id))`)
  expect(await rejected(write('eve'))).toMatch(/foreign key constraint/)
  expect(await database.rows('SELECT user_id FROM beside')).toEqual([['bob']])
  await database.run('DROP DATABASE others')
})
