import { describe, expect, it } from 'vitest'
import { readDatabaseTable } from '../reading/read-database-table'
import { rejected, shareDatabase, testKinds } from '../servers.fixture'
import { requireWritableTable, type WriteOptions, writeTable } from './write-table'

const columns: WriteOptions['columns'] = [
  { name: 'user_id', type: 'text' },
  { name: 'rank', type: 'integer' },
]
const key = ['user_id', 'rank']

describe.each(testKinds.filter(({ name }) => name === 'PGlite' || name === 'PostgreSQL'))('$name', (kind) => {
  const { name } = kind
  const { database, test, why } = shareDatabase(kind)
  const write = (table: string, rows: Parameters<typeof writeTable>[1], more: Partial<WriteOptions> = {}) =>
    writeTable(database.address, rows, { table, columns, key, ...more })

  test(`leaves and counts no rows of tables that inherit from it${why}`, async () => {
    await write('parent', [['ann', 1]])
    await database.run(
      'CREATE TABLE child (note text) INHERITS (parent)',
      "INSERT INTO child VALUES ('eve', 7, 'precious')",
    )
    const counts: unknown[] = []
    await write('parent', [['bob', 2]], { check: (seen) => void counts.push(seen) })
    expect(counts).toEqual([{ written: 1, before: 1 }])
    expect(await database.rows('SELECT * FROM parent ORDER BY rank')).toEqual([
      ['bob', '2'],
      ['eve', '7'],
    ])
  })

  test(`refuses names that PostgreSQL would cut, and so take for others${why}`, async () => {
    const long = 'l'.repeat(63)
    await write(long, [['ann', 1]])
    const umlauts = 'ü'.repeat(32)
    for (const table of [`${long}a`, `public.${long}b`, umlauts]) {
      const [part] = table.split('.').slice(-1)
      const message = `a name must be at most 63 bytes long in PostgreSQL, got '${part}' of 64`
      expect(await rejected(write(table, [['bob', 2]], { replace: true }))).toContain(message)
      expect(await rejected(requireWritableTable(database.address, { table }))).toContain(message)
      expect(await rejected(readDatabaseTable(database.address, { table }))).toContain(message)
    }
    const wide = { columns: [{ name: `${long}c`, type: 'text' } as const], key: [`${long}c`] }
    expect(await rejected(write('wide', [['ann']], wide))).toContain(`got '${long}c' of 64`)
    expect(await database.rows(`SELECT * FROM ${long}`)).toEqual([['ann', '1']])
    expect((await readDatabaseTable(database.address, { table: long })).rowCount).toBe(1)
  })

  test(`refuses a partitioned table${why}`, async () => {
    await database.run(
      'CREATE TABLE parts (user_id text, rank integer) PARTITION BY LIST (rank)',
      'CREATE TABLE part_1 PARTITION OF parts FOR VALUES IN (1)',
    )
    expect(await rejected(write('parts', [['ann', 1]], { replace: true }))).toMatch(
      /: parts must be a table, got a view or another relation$/,
    )
  })

  test(`makes no new table in the place of one with row-level security${why}`, async () => {
    await write('secured', [['ann', 1]])
    await database.run(
      'ALTER TABLE secured ENABLE ROW LEVEL SECURITY',
      'CREATE POLICY own ON secured USING (user_id = current_user)',
    )
    await write('secured', [['bob', 2]])
    await requireWritableTable(database.address, { table: 'secured' })
    const other = { columns: columns.slice(0, 1), key: ['user_id'] }
    expect(await rejected(write('secured', [['eve']], other))).toMatch(
      /: secured has other columns or another key, and so must have no row-level security, which a new table would lose/,
    )
    expect(await database.rows('SELECT * FROM secured')).toEqual([['bob', '2']])
  })

  test(`gives a new table the owner and the grants of columns of the one that it replaces${why}`, async () => {
    await write('team_lists', [['ann', 1]])
    await database.run(
      'CREATE ROLE team',
      'CREATE ROLE night IN ROLE team LOGIN',
      'GRANT CREATE ON SCHEMA public TO team',
      'CREATE ROLE reader_of_columns',
      'ALTER TABLE team_lists OWNER TO team',
      'GRANT SELECT (user_id), SELECT (rank), UPDATE (user_id) ON team_lists TO reader_of_columns',
      'GRANT SELECT (user_id) ON team_lists TO PUBLIC',
    )
    const score = { name: 'score', type: 'number' } as const
    await write('team_lists', [['bob', 0.5]], { columns: [columns[0]!, score], key: ['user_id'] })
    expect(await database.rows("SELECT tableowner FROM pg_tables WHERE tablename = 'team_lists'")).toEqual([
      ['team'],
    ])
    const grants = `SELECT grantee, column_name, privilege_type FROM information_schema.column_privileges
      WHERE table_name = 'team_lists' AND grantee IN ('reader_of_columns', 'PUBLIC') ORDER BY 1, 2, 3`
    expect(await database.rows(grants)).toEqual([
      ['PUBLIC', 'user_id', 'SELECT'],
      ['reader_of_columns', 'user_id', 'SELECT'],
      ['reader_of_columns', 'user_id', 'UPDATE'],
    ])
  })

  test(`names a type that has the name of the table${why}`, async () => {
    await database.run("CREATE TYPE moods AS ENUM ('happy')", 'CREATE DOMAIN ranks AS integer')
    for (const type of ['moods', 'ranks'])
      expect(await rejected(write(type, [['ann', 1]]))).toContain(`: type "${type}" already exists`)
  })

  const ofUsers = name === 'PostgreSQL' ? test : it.skip // PGlite has one user
  ofUsers(`is written by whoever may fill it, and refused to others before the work${why}`, async () => {
    const { address, run, rows } = database
    await run("CREATE ROLE other LOGIN PASSWORD 'secret'")
    const others = address.replace('shop:', 'other:')
    const writeAs = (table: string, more: Partial<WriteOptions> = {}) =>
      writeTable(others, [['bob', 2]], { table, columns, key, ...more })
    await write('granted', [['ann', 1]])
    await run('CREATE TABLE foreign_one (user_id text, rank integer)')
    const refused = /: granted must be open to the user, who may not fill it: GRANT INSERT, DELETE allows it$/
    expect(await rejected(requireWritableTable(others, { table: 'granted' }))).toMatch(refused)
    expect(await rejected(writeAs('granted'))).toMatch(refused)
    await run('GRANT INSERT, DELETE ON granted, foreign_one TO other')
    await requireWritableTable(others, { table: 'granted' })
    await writeAs('granted')
    expect(await rows('SELECT * FROM granted')).toEqual([['bob', '2']])
    const check = () => {}
    const uncounted =
      /: granted must be open to the user, who may not count its rows: GRANT SELECT, INSERT, DELETE allows it$/
    expect(await rejected(requireWritableTable(others, { table: 'granted', check }))).toMatch(uncounted)
    expect(await rejected(writeAs('granted', { check }))).toMatch(uncounted)
    await run('GRANT SELECT ON granted TO other')
    await requireWritableTable(others, { table: 'granted', check })
    await writeAs('granted', { check })
    const foreign = { table: 'foreign_one', replace: true }
    expect(await rejected(requireWritableTable(others, foreign))).toMatch(
      /: foreign_one must be the user's own where hvamp did not write it, got one of another owner$/,
    )
    expect(await rejected(writeAs('granted', { key: ['user_id'] }))).toMatch(
      /: granted has other columns or another key, and so must be the user's own, got one of another owner$/,
    )
  })

  ofUsers(
    `replaces a table whose owner may not own the new one, and lets the owner use it${why}`,
    async () => {
      const { address, run, rows } = database
      await run(
        'CREATE ROLE crew',
        "CREATE ROLE alice IN ROLE crew LOGIN PASSWORD 'secret'",
        "CREATE ROLE bob IN ROLE crew LOGIN PASSWORD 'secret'",
        'CREATE SCHEMA rec',
        'GRANT USAGE ON SCHEMA rec TO crew',
        'GRANT CREATE ON SCHEMA rec TO alice',
        'CREATE TABLE rec.lists (user_id text)',
        'ALTER TABLE rec.lists OWNER TO crew',
      )
      const writeAs = (user: string, rank: number) => {
        const replacing = { table: 'rec.lists', columns, key, replace: true }
        return writeTable(address.replace('shop:', `${user}:`), [['ann', rank]], replacing)
      }
      await writeAs('alice', 1)
      await writeAs('bob', 2)
      expect(await rows('SELECT * FROM rec.lists')).toEqual([['ann', '2']])
      expect(await rows("SELECT tableowner FROM pg_tables WHERE schemaname = 'rec'")).toEqual([['alice']])
    },
  )

  ofUsers(`empties no table of which the user sees a part${why}`, async () => {
    const { address, run, rows } = database
    await run("CREATE ROLE tenant LOGIN PASSWORD 'secret'")
    const tenants = address.replace('shop:', 'tenant:')
    await write('shared', [['ann', 1]])
    await run(
      'GRANT SELECT, INSERT, DELETE ON shared TO tenant',
      'ALTER TABLE shared ENABLE ROW LEVEL SECURITY',
      'CREATE POLICY own ON shared USING (user_id = current_user)',
    )
    const refused =
      /: shared must show the user all its rows, got row-level security that applies to the user$/
    expect(await rejected(requireWritableTable(tenants, { table: 'shared' }))).toMatch(refused)
    const writing = writeTable(tenants, [['tenant', 2]], { table: 'shared', columns, key })
    expect(await rejected(writing)).toMatch(refused)
    expect(await rows('SELECT * FROM shared')).toEqual([['ann', '1']])
  })

  ofUsers(`says of two that make a new table at once that the second is to wait${why}`, async () => {
    async function* slowly() {
      yield ['ann', 1]
      second = rejected(write('fresh', [['bob', 2]]))
      const waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
      while ((await database.rows(waiting))[0]![0] === '0');
    }
    let second: Promise<string> | undefined
    expect(await write('fresh', slowly())).toBe(1)
    expect(await second).toMatch(/: fresh must be free, got one that another process writes$/)
    expect(await database.rows('SELECT * FROM fresh')).toEqual([['ann', '1']])
  })
})
