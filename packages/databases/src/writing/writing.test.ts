import { describe, expect, it } from 'vitest'
import { readDatabase } from '../reading/read-database'
import { rejected, shareDatabase, testKinds } from '../servers.fixture'
import { requireWritableTable, type WriteOptions, writeTable } from './write-table'

const columns: WriteOptions['columns'] = [
  { name: 'user_id', type: 'bigint' },
  { name: 'rank', type: 'integer' },
  { name: 'item_id', type: 'uuid' },
  { name: 'score', type: 'number' },
]
const tea = '0b7dfd60-1f0a-4bd2-9df6-0ba7a0f8e1a1'
const rum = '5a5d3c0e-6b1e-4c59-8d0b-8b6e4f9a2c33'
const key = ['user_id', 'rank']
const old = [
  ['9007199254740993', 1, tea, 0.25],
  ['9007199254740993', 2, rum, 1e-7],
] as const
describe.each(testKinds)('$name', (kind) => {
  const { name } = kind
  const { database, test, why } = shareDatabase(kind)
  const isMysql = name === 'MariaDB'
  const mark = isMysql ? '`' : '"'
  const write = (rows: Parameters<typeof writeTable>[1], options: Partial<WriteOptions> = {}) =>
    writeTable(database.address, rows, { table: 'lists', columns, key, ...options })
  const stored = (table = 'lists', order = 'rank') =>
    database.rows(`SELECT * FROM ${table} ORDER BY ${mark}${order}${mark}`)
  const texts = (rows: readonly (readonly unknown[])[]) => rows.map((row) => row.map(String))

  test(`writes rows with the types of their columns, and again${why}`, async () => {
    expect(await write(old)).toBe(2)
    expect(await stored()).toEqual(texts(old))
    const many = Array.from({ length: 2500 }, (_, i) => [String(i), 1, tea, i / 8])
    expect(await write(many)).toBe(2500)
    expect(
      (await database.rows('SELECT count(*), sum(score), max(user_id) FROM lists'))[0]!.map(Number),
    ).toEqual([2500, (2499 * 2500) / 16, 2499])
    expect(await write([])).toBe(0)
    expect(await stored()).toEqual([])
    await write(old)
    const { interactions } = await readDatabase(database.address, {
      query: 'SELECT user_id, item_id, score FROM lists',
    })
    expect(interactions.itemIds).toEqual([tea, rum])
  })

  test(`shows no rows whose counts a check refuses${why}`, async () => {
    await write(old, { table: 'checked' })
    const seen: unknown[] = []
    const refuse = (counts: unknown) => {
      seen.push(counts)
      throw new Error('too few')
    }
    expect(await rejected(write(old.slice(1), { table: 'checked', check: refuse }))).toBe('too few')
    expect(await stored('checked')).toEqual(texts(old))
    const accept = (counts: unknown) => void seen.push(counts)
    await write(old.slice(1), { table: 'checked', check: accept })
    await write(old, { table: 'checked', columns: [...columns], check: accept })
    await write(old, { table: 'unseen', check: accept })
    expect(seen).toEqual([
      { written: 1, before: 2 },
      { written: 1, before: 2 },
      { written: 2, before: 1 },
      { written: 2, before: 0 },
    ])
  })

  test(`replaces a table that it wrote with other columns${why}`, async () => {
    await write(
      [
        ['a "quoted" \\ id', 'x, y'],
        ["o'clock", 'é\n'],
      ],
      {
        table: 'reasons',
        columns: [
          { name: 'user', type: 'text' },
          { name: 'because of', type: 'text' },
        ],
        key: ['user'],
      },
    )
    expect(await stored('reasons', 'user')).toEqual([
      ['a "quoted" \\ id', 'x, y'],
      ["o'clock", 'é\n'],
    ])
    await write(old, { table: 'reasons' })
    expect(await stored('reasons')).toEqual(texts(old))
  })

  test(`writes vectors as arrays, or as JSON${why}`, async () => {
    await write([['7', Float32Array.of(0.5, -1, 1e-7)]], {
      table: 'vectors',
      columns: [
        { name: 'id', type: 'bigint' },
        { name: 'vector', type: 'vector' },
      ],
      key: ['id'],
    })
    const [[id, vector]] = (await stored('vectors', 'id')) as [[string, string]]
    expect(id).toBe('7')
    expect(
      vector
        .replace(/[[\]{} ]/g, '')
        .split(',')
        .map(Math.fround as never),
    ).toEqual([0.5, -1, Math.fround(1e-7)])
    if (name === 'PGlite' || name === 'PostgreSQL') {
      expect(await database.rows('SELECT vector[2], pg_typeof(vector) FROM vectors')).toEqual([
        ['-1', 'real[]'],
      ])
    }
  })

  const ofStatements = isMysql ? test : it.skip
  ofStatements(`writes a thousand long vectors, more than a statement takes${why}`, async () => {
    const vectors = Array.from({ length: 1000 }, (_, i) => [
      String(i),
      Float32Array.from({ length: 1024 }, (_, j) => Math.sin(i * 1024 + j)),
    ])
    await write(vectors as never, {
      table: 'long_vectors',
      columns: [
        { name: 'id', type: 'bigint' },
        { name: 'vector', type: 'vector' },
      ],
      key: ['id'],
    })
    const sizes = 'SELECT count(*), sum(length(vector)) > @@max_allowed_packet FROM long_vectors'
    expect(await database.rows(sizes)).toEqual([['1000', '1']])
    const [[last]] = (await database.rows('SELECT vector FROM long_vectors WHERE id = 999')) as [[string]]
    expect(JSON.parse(last).map(Math.fround)).toEqual([...(vectors[999]![1] as Float32Array)])
  })

  test(`leaves the old rows where a new one does not fit, or the work fails${why}`, async () => {
    await write(old)
    const twice = [...old, old[0]]
    expect(await rejected(write(twice))).toContain(database.address.replace(':secret', ''))
    expect(
      await rejected(
        write([
          ['1', 1, tea, 1],
          ['no integer', 1, tea, 1],
        ]),
      ),
    ).not.toBe(
      name === 'SQLite' ? '' : 'nothing', // whose columns take any value
    )
    async function* failing() {
      yield ['1', 1, tea, 0.5]
      throw new Error('device lost')
    }
    expect(await rejected(write(failing()))).toBe('device lost')
    const controller = new AbortController()
    async function* stopping() {
      for (let row = 0; row < 3000; row++) {
        if (row === 1500) controller.abort()
        yield [String(row), 1, tea, 0.5]
      }
    }
    expect(await rejected(write(stopping(), { signal: controller.signal }))).toMatch(/abort/i)
    if (name === 'SQLite') await write(old)
    expect(await stored()).toEqual(texts(old))
  })

  test(`refuses integers of more than 64 bits, which are not changed to others${why}`, async () => {
    await write(old)
    const rows = (id: string | number) => [...old.slice(1), [id, 3, tea, 0.5]]
    for (const id of ['9223372036854775808', '-9223372036854775809', '007', 1e19, 0.5]) {
      const message = await rejected(write(rows(id)))
      expect(message).toContain(database.address.replace(':secret', ''))
      expect(message).toContain(
        `: lists: user_id must be an integer of 64 bits without leading zeros, got '${id}'`,
      )
    }
    expect(await stored()).toEqual(texts(old))
    for (const id of ['9223372036854775807', '-9223372036854775808']) {
      expect(await write(rows(id))).toBe(2)
      expect((await stored()).map(([user]) => user)).toEqual(['9007199254740993', id])
    }
  })

  test(`refuses a table of another origin, unless it is to be replaced${why}`, async () => {
    await database.run('CREATE TABLE customers (id INTEGER)', 'INSERT INTO customers VALUES (1)')
    const message =
      /customers must be a table that hvamp wrote, or none, got one of another origin: choose another name, or replace it$/
    expect(await rejected(write(old, { table: 'customers' }))).toMatch(message)
    expect(await rejected(requireWritableTable(database.address, { table: 'customers' }))).toMatch(message)
    expect(await stored('customers', 'id')).toEqual([['1']])
    await write(old, { table: 'customers', replace: true })
    expect(await stored('customers')).toEqual(texts(old))
    await write(old.slice(1), { table: 'customers' })
    expect(await stored('customers')).toEqual(texts(old.slice(1)))
  })

  test(`refuses a view, whatever is asked${why}`, async () => {
    await write(old)
    await database.run('CREATE VIEW everything AS SELECT * FROM lists')
    expect(await rejected(write(old, { table: 'everything', replace: true }))).toMatch(
      /everything must be a table, got a view/,
    )
    await write(old.slice(0, 1)) // and the view does not stand in the way
    expect(await stored('everything')).toEqual(texts(old.slice(0, 1)))
  })

  test(`refuses a table that cannot be, before any row is taken${why}`, async () => {
    const untouched = () => expect.unreachable()
    async function* rows() {
      yield untouched()
    }
    expect(await rejected(write(rows(), { table: 'a.b.c' }))).toMatch(/table: must be a name/)
    const place = { table: 'nowhere.lists' }
    const refused =
      /^\S+: (table must be a name without a point|the schema of the table must be there, got 'nowhere')/
    expect(await rejected(write(rows(), place))).toMatch(refused)
    expect(await rejected(requireWritableTable(database.address, place))).toMatch(refused)
  })

  const granting = name === 'PGlite' || name === 'PostgreSQL' ? test : it.skip
  granting(`keeps grants and indexes of a table, and grants also with other columns${why}`, async () => {
    const { run, rows } = database
    const grants = `SELECT privilege_type FROM information_schema.role_table_grants
      WHERE table_name = 'granted' AND grantee = 'reader' ORDER BY 1`
    await write(old, { table: 'granted' })
    await run('CREATE ROLE reader', 'GRANT SELECT, UPDATE ON granted TO reader')
    await run('CREATE INDEX by_item ON granted (item_id)')
    await write(old, { table: 'granted' })
    expect(await rows(grants)).toEqual([['SELECT'], ['UPDATE']])
    expect(await rows("SELECT indexname FROM pg_indexes WHERE indexname = 'by_item'")).toEqual([['by_item']])
    await write([['1', 2]], { table: 'granted', columns: columns.slice(0, 2) })
    expect(await rows(grants)).toEqual([['SELECT'], ['UPDATE']])
  })

  const ofSchemas = isMysql ? test : it.skip
  ofSchemas(
    `lets one writer at a time fill a table, whatever database their addresses name${why}`,
    async () => {
      await database.run('CREATE DATABASE other', 'GRANT ALL ON other.* TO shop@localhost')
      const address = (name: string) => database.address.replace(/test$/, name)
      const into = (name: string, table: string, rows: Parameters<typeof writeTable>[1]) =>
        writeTable(address(name), rows, { table, columns, key })
      const busy = /must be free, got one that another process writes$/
      const refusals: string[] = []
      async function* rows() {
        yield* old.slice(0, 1)
        refusals.push(await rejected(into('other', 'test.shared', old)))
        refusals.push(await rejected(into('', 'test.shared', old)))
        refusals.push(await rejected(into('test', 'test.shared', old)))
        refusals.push(await rejected(into('other', 'shared', old))) // another table
        yield* old.slice(1)
      }
      expect(await into('test', 'shared', rows())).toBe(2)
      expect(refusals).toEqual([...Array(3).fill(expect.stringMatching(busy)), 'nothing'])
      expect(await stored('shared')).toEqual(texts(old))
      await into('', 'test.shared', old.slice(1)) // once it is free
      expect(await stored('shared')).toEqual(texts(old.slice(1)))
      expect(await rejected(into('', 'shared', old))).toContain(
        "the address must name a database, or the table a schema, got neither with the table 'shared'",
      )
    },
  )

  ofSchemas(`writes to a schema with a long name, and one with a point${why}`, async () => {
    const long = 'a'.repeat(64)
    await database.run(
      ...[long, 'shop.eu'].flatMap((schema) => [
        `CREATE DATABASE \`${schema}\``,
        `GRANT ALL ON \`${schema}\`.* TO shop@localhost`,
      ]),
    )
    for (const schema of [long, 'shop.eu']) {
      for (const rows of [old, old.slice(1)]) {
        await writeTable(database.address.replace(/test$/, schema), rows, { table: 'lists', columns, key })
        expect(await stored(`\`${schema}\`.lists`)).toEqual(texts(rows))
      }
    }
  })
})

it('names the types that a column may have', async () => {
  const wrong = [{ name: 'score', type: 'double' }] as unknown as WriteOptions['columns']
  expect(await rejected(writeTable('sqlite:none.sqlite', [], { table: 'x', columns: wrong, key: [] }))).toBe(
    "writeTable: type of 'score' must be one of text, uuid, bigint, integer, number, vector, got 'double'",
  )
})
