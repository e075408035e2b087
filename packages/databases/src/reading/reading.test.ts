import { entriesOf, type Reading } from '@hvamp/data'
import { describe, expect, it } from 'vitest'
import { isDatabaseError } from '../drivers/database-error'
import { queueSchema } from '../drivers/queue-schema'
import { rejected, shareDatabase, testKinds } from '../servers.fixture'
import { readDatabase } from './read-database'
import { readDatabaseTable } from './read-database-table'

describe.each(testKinds)('$name', (kind) => {
  const { name, missing } = kind
  const isMysql = name === 'MariaDB'
  const hasIntegers = isMysql || name === 'SQLite' // for booleans
  const uuid = isMysql ? 'CHAR(36)' : name === 'SQLite' ? 'TEXT' : 'UUID'
  const ids = ['0b7dfd60-1f0a-4bd2-9df6-0ba7a0f8e1a1', '5a5d3c0e-6b1e-4c59-8d0b-8b6e4f9a2c33']
  const { database, test, why } = shareDatabase(kind, ({ run }) =>
    run(
      `CREATE TABLE orders (customer BIGINT, product ${uuid}, stars DECIMAL(3, 1), liked BOOLEAN, ordered_at ${isMysql ? 'TIMESTAMP(6) NULL' : 'TIMESTAMP'}, note VARCHAR(40))`,
      `INSERT INTO orders VALUES
        (9007199254740993, '${ids[0]}', 4.5, true, '2026-05-04 10:00:00', 'NULL'),
        (9007199254740995, '${ids[1]}', 2, false, '2026-05-05 00:00:00.5', 'tea, green'),
        (9007199254740993, '${ids[1]}', 3, true, '2026-05-06 00:00:00', 'é')`,
      'CREATE TABLE guests (customer BIGINT, product INTEGER)',
      'INSERT INTO guests VALUES (1, 10), (NULL, 11), (2, 12)',
      'CREATE TABLE nobody (customer BIGINT, product INTEGER)',
    ),
  )
  const read = (options: Parameters<typeof readDatabase>[1]) => readDatabase(database.address, options)
  const shown = () => database.address.replace(':secret', '')

  test(`reads ids exactly, ratings and times of a table${why}`, async () => {
    let reading: Reading | undefined
    const { interactions } = await read({
      table: 'orders',
      columns: { rating: 'stars', timestamp: 'ordered_at' },
      onReading(found) {
        reading = found
      },
    })
    expect([...entriesOf(interactions)]).toEqual([
      { user: '9007199254740993', item: ids[0], value: 4.5, timestamp: 1777888800 },
      { user: '9007199254740995', item: ids[1], value: 2, timestamp: 1777939200.5 },
      { user: '9007199254740993', item: ids[1], value: 3, timestamp: 1778025600 },
    ])
    expect(reading).toMatchObject({
      format: 'rows',
      columns: { user: 'customer', item: 'product', rating: 'stars', timestamp: 'ordered_at' },
      types: { user: 'integer', item: uuid === 'UUID' ? 'uuid' : 'text' },
      unread: ['liked', 'note'],
      rows: 3,
      options: { columns: { user: 'customer', item: 'product', rating: 'stars', timestamp: 'ordered_at' } },
    })
  })

  const ofUnsigned = isMysql || name === 'DuckDB' ? test : it.skip
  ofUnsigned(`tells integers of more than 64 bits from others by their values${why}`, async () => {
    const unsigned = (id: bigint) => `CAST(${id} AS ${isMysql ? 'UNSIGNED' : 'UBIGINT'})`
    let reading: Reading | undefined
    const { interactions } = await read({
      query: `SELECT ${unsigned(2n ** 64n - 1n)} AS customer, ${unsigned(2n ** 63n - 1n)} AS product`,
      onReading(found) {
        reading = found
      },
    })
    expect([...entriesOf(interactions)]).toEqual([
      { user: '18446744073709551615', item: '9223372036854775807' },
    ])
    expect(reading).toMatchObject({ types: { user: 'text', item: 'integer' } })
  })

  test(`reads the rows of a query, booleans as ratings, and text whatever it says${why}`, async () => {
    const { interactions } = await read({
      query: 'SELECT note AS item, customer, liked AS rating FROM orders ORDER BY ordered_at;\n',
    })
    expect([...entriesOf(interactions)]).toEqual([
      { user: '9007199254740993', item: 'NULL', value: 1 },
      { user: '9007199254740995', item: 'tea, green', value: 0 },
      { user: '9007199254740993', item: 'é', value: 1 },
    ])
  })

  test(`names the tables that are there where none is chosen, or one that is not${why}`, async () => {
    if (name === 'PostgreSQL')
      // a queue beside the data
      await database.run(`CREATE SCHEMA ${queueSchema}`, `CREATE TABLE ${queueSchema}.job (id INTEGER)`)
    const there = ": it has 'guests', 'nobody', 'orders'"
    await expect(read({})).rejects.toThrow(`${shown()}: must have a query or a table, got neither${there}`)
    const refused = await read({ table: 'order' }).catch((error: Error) => error)
    expect(isDatabaseError(refused)).toBe(true)
    const { message } = refused as Error
    expect([message.startsWith(`${shown()}: `), message.endsWith(there)]).toEqual([true, true])
    await expect(read({ query: 'SELECT customer, product FROM order_lines' })).rejects.toThrow(there)
  })

  test(`names the columns of the tables of a query that is refused${why}`, async () => {
    const refused = await read({ query: 'SELECT customer, sku FROM orders' }).catch((error: Error) => error)
    expect(isDatabaseError(refused)).toBe(true)
    expect((refused as Error).message).toMatch(/sku.*: 'orders' has 'customer', 'product', .*'note'$/)
    expect((refused as Error).message).not.toMatch(/guests|\n/)
  })

  test(`asks of the first rows where ids of users are few beside customers, and reads all rows once${why}`, async () => {
    const numbers = Array.from({ length: 2500 }, (_, row) => row)
    await database.run(
      'CREATE TABLE sales (customer INTEGER, user_id INTEGER, product INTEGER)',
      `INSERT INTO sales VALUES ${numbers.map((row) => `(${row % 40}, ${row % 3}, ${row})`).join(', ')}`,
    )
    for (const rows of [{ table: 'sales' }, { query: 'SELECT * FROM sales ORDER BY product' }]) {
      await expect(read(rows)).rejects.toThrow(
        /expected one column as user, got 'user_id' with 3 and 'customer' with 40 in the first rows/,
      )
      const { interactions } = await read({ ...rows, columns: { user: 'customer' } })
      expect([interactions.userCount, interactions.items.length]).toEqual([40, 2500])
    }
    const { interactions } = await read({ query: 'SELECT customer, product, product AS note FROM sales' })
    expect([interactions.userCount, interactions.items.length]).toEqual([40, 2500])
    await database.run('DROP TABLE sales')
  })

  test(`tells by a checksum whether the rows are the same${why}`, async () => {
    const first = await read({ table: 'orders' })
    expect(first.sha256).toBe((await read({ query: 'SELECT * FROM orders' })).sha256)
    expect(first.bytes).toBeGreaterThan(100)
    const other = await read({ query: 'SELECT * FROM orders WHERE stars > 2' })
    expect(other.sha256).not.toBe(first.sha256)
  })

  test(`counts rows with a negative quantity, which is no part of the checksum${why}`, async () => {
    let reading: Reading | undefined
    const onReading = (found: Reading) => {
      reading = found
    }
    const query = 'FROM guests WHERE customer IS NOT NULL ORDER BY customer'
    const plain = await read({ query: `SELECT customer, product ${query}` })
    const columns = 'customer, product, 1 - customer AS quantity'
    const counted = await read({ query: `SELECT ${columns} ${query}`, onReading })
    expect([counted.sha256, counted.bytes]).toEqual([plain.sha256, plain.bytes])
    expect(reading).toMatchObject({
      ...{ unread: ['quantity'], negative: { column: 'quantity', rows: 1, first: 2 } },
    })
  })

  test(`refuses a NULL id by its row, or skips and counts it${why}`, async () => {
    const query = 'SELECT customer, product FROM guests ORDER BY product'
    expect(await rejected(read({ query }))).toBe(
      `${shown()}: row 2: expected a user id, got 'null': choose with missing 'skip'`,
    )
    let reading: Reading | undefined
    await read({
      query,
      missing: 'skip',
      onReading(found) {
        reading = found
      },
    })
    expect(reading).toMatchObject({ rows: 2, skipped: [{ reason: 'no user', rows: 1, first: 2 }] })
  })

  const faults: readonly [Parameters<typeof readDatabase>[1], RegExp][] = [
    [{ query: 'SELECT customer FROM nowhere' }, /: .*nowhere/],
    [{ query: 'SELECT customer, product FORM orders' }, /: .*(syntax|FORM)/],
    [{ table: 'nowhere' }, /: .*nowhere/],
    [{ table: 'a.b.c' }, /table: must be a name/],
    [{ query: 'SELECT 1 AS customer, 2 AS price' }, /expected an item column/],
    [
      { query: 'SELECT 1 AS customer, 2 AS product, 3 AS movie' },
      /one column as item, got 'product' and 'movie'/,
    ],
    [{ table: 'nobody' }, /expected interactions, got no rows/],
    [{ query: ' ; ' }, /query must be a SELECT, got nothing/],
    [{}, /must have a query or a table, got neither/],
    [{ query: 'SELECT 1', table: 'orders' }, /must have a query or a table, got both/],
    [
      { query: 'SELECT customer, product, note AS rating FROM orders WHERE stars < 3' },
      /row 1: expected a finite number as rating, got 'tea, green'/,
    ],
    [{ query: 'DELETE FROM orders' }, /./],
    [{ query: 'INSERT INTO guests VALUES (1, 1)' }, /./],
    [{ query: 'SELECT customer, product FROM guests; DROP TABLE guests' }, /./],
  ]
  test.each(faults)(`refuses %j${why}`, async (options, message) => {
    const got = await rejected(read(options))
    expect(got).toMatch(message)
    expect(got).toContain(shown())
    expect(got).not.toContain('secret')
    if (/DELETE|INSERT|DROP/.test(options.query ?? '')) {
      expect((await database.rows('SELECT count(*) FROM guests'))[0]).toEqual(['3'])
    }
  })

  const typed = hasIntegers ? it.skip : test
  typed(`refuses ids of a type that has none${why}`, async () => {
    const query = 'SELECT customer, liked AS item FROM orders'
    expect(await rejected(read({ query }))).toBe(`${shown()}: row 1: expected an item id, got 'true'`)
  })

  test(`stops at a signal${why}`, async () => {
    const controller = new AbortController()
    const many =
      'SELECT a.customer, b.product FROM orders a, orders b, orders c, orders d, orders e, orders f, orders g, orders h, orders i'
    const reading = read({ query: many, signal: controller.signal, onProgress: () => controller.abort() })
    expect(await rejected(reading)).toMatch(/abort/i)
    expect(await rejected(read({ table: 'orders', signal: controller.signal }))).toMatch(/abort/i)
  })

  const isServer = name === 'PostgreSQL' || isMysql
  const served = isServer ? test : it.skip
  served(`ends the query that the server runs at a signal${why}`, async () => {
    const query = `SELECT 1 AS customer, ${isMysql ? 'SLEEP' : 'pg_sleep'}(60) AS product`
    const began = performance.now()
    expect(await rejected(read({ query, signal: AbortSignal.timeout(500) }))).toMatch(/abort|timeout/i)
    expect(performance.now() - began).toBeLessThan(20_000)
    const running = isMysql
      ? "SELECT count(*) FROM information_schema.processlist WHERE info LIKE '%sleep%' AND info NOT LIKE '%processlist%'"
      : "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()"
    expect(await database.rows(running)).toEqual([['0']])
  })

  test(`reads a table with the types of its columns${why}`, async () => {
    const table = await readDatabaseTable(database.address, {
      query: 'SELECT product, stars, liked, ordered_at, customer, note FROM orders ORDER BY ordered_at',
    })
    expect(table.columnNames).toEqual(['product', 'stars', 'liked', 'ordered_at', 'customer', 'note'])
    expect(table.column('stars')).toEqual({ type: 'number', values: Float64Array.of(4.5, 2, 3) })
    expect(table.column('ordered_at')).toMatchObject({ type: 'date' })
    expect([...table.column('ordered_at').values]).toEqual([1777888800, 1777939200.5, 1778025600])
    expect(table.column('liked').type).toBe(hasIntegers ? 'number' : 'boolean')
    expect(() => table.column('customer')).toThrow('row 1: expected an integer of at most 53 bits')
    const none = await readDatabaseTable(database.address, { table: 'nobody' })
    expect([none.rowCount, none.columnNames]).toEqual([0, ['customer', 'product']])
  })

  const dates = missing === undefined && !hasIntegers ? it : it.skip
  dates(`shows a date that none is, and reads it as text${why}`, async () => {
    const table = await readDatabaseTable(database.address, {
      query: "SELECT DATE '2026-05-04' AS until UNION ALL SELECT DATE 'infinity' ORDER BY until",
    })
    expect(() => table.column('until')).toThrow(
      /row 2: expected a date, like those before, as 'until', got '(infinity|5881580-07-11)'/, // Postgres, DuckDB
    )
    expect(table.column('until', 'text')).toMatchObject({ type: 'text' })
  })

  const zeroDates = missing === undefined && isMysql ? it : it.skip
  zeroDates(`takes the date 0000-00-00 for none${why}`, async () => {
    await database.run(
      "SET SESSION sql_mode = ''",
      'CREATE TABLE shelf (product INTEGER, available DATE, updated DATETIME)',
      "INSERT INTO shelf VALUES (1, '0000-00-00', '0000-00-00 00:00:00'), (2, '2026-05-04', '2026-05-04 10:00:00')",
    )
    const table = await readDatabaseTable(database.address, { table: 'shelf' })
    expect([...table.column('available').values]).toEqual([Number.NaN, 1777852800])
    expect([...table.column('updated').values]).toEqual([Number.NaN, 1777888800])
  })
})
