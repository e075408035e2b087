import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type TestDatabase, testKinds } from '../../../databases/src/servers.fixture'
import { isBadInput } from '../process/bad-input'
import { hideSecrets, withSecrets } from '../process/secrets'
import { type DataSettings, dataDefaults } from '../settings/data'
import { requested } from '../settings/requested'
import { hvamp, scratch } from './command.fixture'
import { hostedHvamp } from './hosted-command.fixture'
import { statsAction } from './stats'

const kindOf = (wanted: string) => testKinds.find(({ name }) => name === wanted)!
const uuidOf = (product: number) => `0b7dfd60-1f0a-4bd2-9df6-${String(product).padStart(12, '0')}`
const customers = 80

let folder: string
let remove: () => Promise<void>
let database: TestDatabase
let shown: string
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  database = await kindOf('PGlite').start()
  shown = database.address.replace(':secret', '')
  const rows = Array.from({ length: customers * 12 }, (_, row) => {
    const [customer, turn] = [row % customers, Math.floor(row / customers)]
    return `(${9007199254740993n + BigInt(customer)}, '${uuidOf((customer * 7 + turn * turn * 3) % 40)}')`
  })
  await database.run(
    'CREATE TABLE orders (customer bigint, product uuid)',
    `INSERT INTO orders VALUES ${rows.join(', ')}`,
    'CREATE TABLE guests (customer bigint, product uuid)',
    `INSERT INTO guests SELECT NULL, product FROM orders`,
    'CREATE TABLE order_lines (id bigint, product uuid, price integer)',
  )
})
afterAll(async () => {
  await database.stop()
  await remove()
})

/** Runs the command; nothing that it says or writes may hold the password. */
async function run(...args: string[]) {
  const ended = await hostedHvamp(folder, args)
  expect(ended.stdout + ended.stderr).not.toContain('secret')
  return ended
}

it('of a table without users says how another is joined to it', async () => {
  const { code, stderr } = await run('stats', database.address, '--table', 'order_lines')
  expect(code).toBe(2)
  expect(stderr).toMatch(/or where another table has them with --query 'SELECT … FROM order_lines JOIN …'\n$/)
})

it('trains on a query, recommends to its users and writes the lists back, and measures again', async () => {
  const query = 'SELECT customer, product FROM orders ORDER BY customer, product'
  const { address } = database
  const trained = await run('train', address, '--query', query, '--model', 'ease', '--held-out', '10')
  expect(trained).toMatchObject({ code: 0 })
  const config = await readFile(join(folder, 'runs/postgres-ease/config.json'), 'utf8')
  expect(config).not.toContain('secret')
  expect(JSON.parse(config)).toMatchObject({
    data: { source: { path: shown }, reading: { types: { user: 'integer', item: 'uuid' } } },
    options: { query },
  })

  const to = ['--to', address, '--into', 'lists']
  const written = await run('recommend', 'runs/postgres-ease', '--history', address, ...to, '--top', '3')
  expect(written).toMatchObject({ code: 0 })
  expect(written.stderr).toContain(`80 lists: 240 rows written to lists of ${shown}`)
  const columns = `SELECT column_name, data_type FROM information_schema.columns
    WHERE table_name = 'lists' ORDER BY ordinal_position`
  expect(await database.rows(columns)).toEqual([
    ['user_id', 'bigint'],
    ['rank', 'integer'],
    ['item_id', 'uuid'],
    ['score', 'double precision'],
    ['basis', 'text'],
  ])
  const bought = 'SELECT count(*) FROM lists JOIN orders ON user_id = customer AND item_id = product'
  expect(await database.rows(bought)).toEqual([['0']])

  const foreign = await run(
    ...['recommend', 'runs/postgres-ease', '--history', address, '--to', address, '--into', 'guests'],
  )
  expect(foreign).toMatchObject({
    code: 2,
    stderr: `hvamp: ${shown}: guests must be a table that hvamp wrote, or none, got one of another origin: choose another --into, for --replace spares what may be read from the same database\n`,
  })

  for (const table of ['guests', 'orders']) {
    // of which the run reads one, and neither is named here
    const replacing = ['--to', address, '--into', table, '--replace']
    const spared = await run('recommend', 'runs/postgres-ease', '--history', address, ...replacing)
    expect(spared).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        `${table} must be a table that hvamp wrote, or none, got one of another origin`,
      ),
    })
  }

  const measured = await run('evaluate', 'runs/postgres-ease')
  expect(measured).toMatchObject({ code: 0 })
  await database.run('DELETE FROM orders WHERE customer = 9007199254740993')
  expect(await run('evaluate', 'runs/postgres-ease')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /^.*\nhvamp: .*: must be as when runs\/postgres-ease was begun, with SHA-256 .*\n$/,
    ),
  })
})

it('replaces no table that it reads by another spelling of the address', async () => {
  const spelt = database.address.replace('postgres:', 'postgresql:').replace('127.0.0.1', 'localhost')
  const reading = ['--history', database.address, '--table', 'orders']
  const writing = ['--to', spelt, '--into', 'orders', '--replace']
  expect(await run('recommend', 'runs/postgres-ease', ...reading, ...writing)).toMatchObject({
    code: 2,
    stderr: "hvamp: --into: must be a table that the command does not read, got 'orders'\n",
  })
})

describe('bad input', () => {
  const faults: readonly [Partial<DataSettings>, string][] = [
    [{ query: 'SELECT customer, price FROM nowhere' }, 'relation "nowhere" does not exist'],
    [{ query: 'DROP TABLE orders' }, 'syntax error at or near "DROP"'],
    [{ table: 'nowhere' }, 'relation "nowhere" does not exist'],
    [{ table: 'guests' }, "row 1: expected a user id, got 'null': choose with --missing skip"],
    [
      { query: "SELECT customer, product, 'good' AS rating FROM orders" },
      "row 1: expected a finite number as rating, got 'good'",
    ],
    [
      { table: 'orders', itemColumn: 'sku' },
      "expected a column 'sku' as item, got columns 'customer', 'product'",
    ],
    [{}, "must have --query or --table, got neither: it has '"],
    [{ table: 'oders' }, ": it has '"],
  ]
  it.each(faults)('is told in one line: %j', async (chosen, message) => {
    const error = await statsAction(
      database.address,
      requested({ ...dataDefaults, ...chosen }, Object.keys(chosen)),
    ).catch((thrown: Error) => thrown)
    expect(isBadInput(error)).toBe(true)
    expect((error as Error).message.split('\n')).toHaveLength(1)
    expect((error as Error).message).toContain(message)
  })

  it('is an option for files with a database, or for databases with a file', async () => {
    const ask = (data: string, chosen: Partial<DataSettings>) =>
      statsAction(data, requested({ ...dataDefaults, ...chosen }, Object.keys(chosen)))
    await expect(ask('sqlite:x', { table: 'orders', delimiter: ';' })).rejects.toThrow(
      "--delimiter: goes with a file, got 'sqlite:x'",
    )
    await expect(ask('orders.csv', { table: 'orders' })).rejects.toThrow(
      "--table: goes with the address of a database, got 'orders.csv'",
    )
  })

  it.each([
    ['postgres://shop:a/secret@localhost/shop', 'in whose password'],
    [
      'postgres://shop:secret@127.0.0.1:1/shop',
      'postgres://shop@127.0.0.1:1/shop: nothing answers there: does the server run, and on this port? (ECONNREFUSED)',
    ],
    ['sqlite:nowhere.sqlite', 'sqlite:nowhere.sqlite: must be a file, got no such file'],
    [
      `sqlite:${fileURLToPath(import.meta.url)}`,
      "must be a SQLite database, got another file, whose path goes without 'sqlite:'",
    ],
  ])('is an address where nothing answers, or something else: %s', async (address, message) => {
    const stats = async () => {
      const [hidden] = hideSecrets([address])
      await statsAction(hidden!, requested({ ...dataDefaults, table: 'orders' }, ['table']))
    }
    const error = await stats().catch((thrown: Error) => thrown)
    expect(isBadInput(error)).toBe(true)
    expect((error as Error).message).toContain(message)
    expect((error as Error).message).not.toContain('secret')
  })

  it('is no argument any more once its password is taken out', () => {
    const args = ['recommend', '--to=mysql://shop:secret@db/shop', '--history', 'orders.csv']
    const hidden = hideSecrets(args)
    expect(hidden).toEqual(['recommend', '--to=mysql://shop@db/shop', '--history', 'orders.csv'])
    expect(withSecrets('mysql://shop@db/shop')).toBe('mysql://shop:secret@db/shop')
  })
})

it('reads a table of items from a database, or from the standard input', async () => {
  await database.run(
    'CREATE TABLE products (id uuid, title text, price numeric(6, 2))',
    'INSERT INTO products SELECT DISTINCT product, product::text, 1.5 FROM orders',
  )
  const { address } = database
  const rules = ['--item', uuidOf(3), '--where', 'price < 2', '--top', '2', '--json']
  const table = ['--item-table', address, '--table-query', 'SELECT * FROM products']
  const listed = await run('recommend', 'runs/postgres-ease', ...rules, ...table)
  expect(JSON.parse(listed.stdout)).toMatchObject({ basis: 'history', items: [{}, {}] })
  const stdin = new TextEncoder().encode(`id,price\n${uuidOf(0)},1\n${uuidOf(7)},5\n`)
  const piped = await hvamp(folder, ['recommend', 'runs/postgres-ease', ...rules, '--item-table', '-'], {
    stdin,
  })
  expect(JSON.parse(piped.stdout).items.map(({ item }: { item: string }) => item)).toEqual([uuidOf(0)])
})

const server = kindOf('PostgreSQL')
const served = server.missing === undefined ? it : it.skip
served(`Ctrl-C ends the query on the server (skipped: ${server.missing ?? 'never'})`, async () => {
  const { address, rows, stop } = await server.start()
  const query = 'SELECT 1 AS customer, 2 AS product FROM pg_sleep(60)'
  const child = hvamp(folder, ['stats', address, '--query', query], {
    env: {
      NODE_OPTIONS: `--import=data:text/javascript,setTimeout(()=>process.kill(process.pid,'SIGINT'),3000)`,
    },
  })
  expect(await child).toMatchObject({ code: null, signal: 'SIGINT' })
  const active =
    "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()"
  expect(await rows(active)).toEqual([['0']])
  await stop()
})

served(
  `the password is taken from the environment, and a wrong one told in a line (skipped: ${server.missing ?? 'never'})`,
  async () => {
    const { address, run, stop } = await server.start()
    await run(
      'CREATE TABLE orders AS SELECT n / 10 AS customer, n % 10 AS product FROM generate_series(1, 100) AS n',
    )
    const ask = (to: string) => statsAction(to, requested({ ...dataDefaults, table: 'orders' }, ['table']))
    const without = address.replace(':secret', '')
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    await expect(ask(without)).rejects.toThrow(`${without}: the server asks for a password, got none`)
    vi.stubEnv('PGPASSWORD', 'wrong')
    await expect(ask(without)).rejects.toThrow(`${without}: password authentication failed for user "shop"`)
    vi.stubEnv('PGPASSWORD', 'secret')
    await ask(without)
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
    await stop()
  },
)
