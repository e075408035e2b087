import { describe, expect } from 'vitest'
import { shareDatabase, testKinds } from '../servers.fixture'
import { readDatabaseTable } from './read-database-table'

/** But SQLite, which has no type of exact decimals. */
const kinds = testKinds.filter(({ name }) => name !== 'SQLite')

describe.each(kinds)('$name', (kind) => {
  const { database, test, why } = shareDatabase(kind)

  test(`keeps ids that are decimals apart, and reads other decimals as numbers${why}`, async () => {
    await database.run(
      'CREATE TABLE items (id DECIMAL(20, 0), code DECIMAL(20, 2), price DECIMAL(10, 2), rate DECIMAL(30, 20))',
      `INSERT INTO items VALUES (9007199254740992, 9007199254740992, 4.5, 0.12345678901234567890),
        (9007199254740993, 9007199254740993, 7, 1.5), (7, 7, 7, 7)`,
    )
    const table = await readDatabaseTable(database.address, { query: 'SELECT * FROM items ORDER BY rate' })
    const ids = ['9007199254740992', '9007199254740993', '7']
    expect(table.column('id', 'text')).toMatchObject({ texts: ids })
    expect(table.column('code', 'text')).toMatchObject({ texts: ids })
    expect(() => table.column('id')).toThrow("row 2: expected an integer of at most 53 bits as 'id'")
    expect([...table.column('price').values]).toEqual([4.5, 7, 7])
    expect([...table.column('rate').values]).toEqual([0.12345678901234568, 1.5, 7])
  })

  test(`reads numbers of 32 bits as they were written${why}`, async () => {
    const type = kind.name === 'MariaDB' ? 'FLOAT' : 'REAL'
    await database.run(
      `CREATE TABLE floats (price ${type})`,
      'INSERT INTO floats VALUES (20.02), (-0.7), (NULL), (7)',
    )
    const table = await readDatabaseTable(database.address, { table: 'floats' })
    expect(table.column('price')).toEqual({
      ...{ type: 'number', values: Float64Array.of(20.02, -0.7, Number.NaN, 7) },
    })
    expect(table.column('price', 'text')).toMatchObject({ texts: ['20.02', '-0.7', '7'] })
  })

  const dateAndTime = kind.name === 'MariaDB' ? 'DATETIME(6)' : 'TIMESTAMP'
  test(`reads dates to the microsecond${why}`, async () => {
    const table = await readDatabaseTable(database.address, {
      query: `SELECT CAST('2024-01-05 10:00:00.123456' AS ${dateAndTime}) AS since`,
    })
    expect(table.column('since')).toEqual({ type: 'date', values: Float64Array.of(1704448800.123456) })
  })
})
