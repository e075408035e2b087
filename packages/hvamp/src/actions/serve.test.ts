import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, cp, mkdir, readFile, rename, symlink, writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { entriesOf } from '@hvamp/data'
import { readRatings } from '@hvamp/data/node'
import { writeTable } from '@hvamp/databases'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { hvamp, jsonLines, scratch, writeSample } from './command.fixture'

const bin = fileURLToPath(new URL('../../bin/hvamp.js', import.meta.url))
let folder: string
let remove: () => Promise<void>
beforeAll(async () => {
  ;({ folder, remove } = await scratch())
  await writeSample(join(folder, 'ratings.csv'))
  await writeFile(join(folder, 'teas.csv'), 'user,item\nann,tea\n')
  await writeFile(join(folder, 'titled.csv'), 'Products,,\nid,x,y\na,1,2\n')
  for (const l2 of ['100', '500']) {
    const flags = ['--model', 'ease', '--l2', l2, '--held-out', '40', '--out', `ease-${l2}`]
    const { code, stderr } = await hvamp(folder, ['train', 'ratings.csv', ...flags])
    expect(code, stderr).toBe(0)
  }
})
afterAll(() => remove())

/** A server that listens, and the lines of its log so far. */
interface Started {
  readonly child: ChildProcess
  readonly address: string
  readonly log: Record<string, unknown>[]
}

/** What of an answer is looked at. */
interface Answer {
  readonly basis: string
  readonly unknownUser?: string
  readonly items: readonly unknown[]
  readonly model: { readonly version: string; readonly run: string }
}

const started: Started[] = []
afterEach(async () => {
  for (const { child } of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
})

async function serving(run: string, ...flags: string[]): Promise<Started> {
  const args = ['serve', run, '--port', '0', '--backend', 'cpu', ...flags]
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  const log: Record<string, unknown>[] = []
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      log.push(JSON.parse(line))
      const found = /^answers at (\S+),/.exec(String(log.at(-1)!.msg))
      if (found) resolve(found[1]!)
    })
    child.once('exit', (code) => reject(new Error(`hvamp serve ended with ${code}`)))
  })
  const server = { child, address, log }
  started.push(server)
  return server
}

/** Asks for a list; the status and the body. */
async function ask({ address }: Started, body: object = { history: ['1', '2'] }, token?: string) {
  const response = await fetch(`${address}/recommend`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Answer }
}

async function linkTo(target: string): Promise<void> {
  await symlink(target, join(folder, 'next'))
  await rename(join(folder, 'next'), join(folder, 'latest'))
}

it('recommends what hvamp recommend does, for a history or a user of the file', async () => {
  const server = await serving('ease-100', '--histories', 'ratings.csv')
  const { status, body } = await ask(server, { history: ['1', '2'], count: 5 })
  expect(status).toBe(200)
  const { stdout } = await hvamp(folder, ['recommend', 'ease-100', '--items', '1,2', '--top', '5', '--json'])
  expect(body.items).toEqual(JSON.parse(stdout).items)
  expect(body.model).toMatchObject({ name: 'ease', run: 'ease-100' })
  const lists = await hvamp(folder, [
    'recommend',
    'ease-100',
    '--history',
    'ratings.csv',
    '--user',
    '7',
    '--json',
  ])
  const own = await ask(server, { user: '7' })
  expect(own.body).toMatchObject({
    basis: 'history',
    items: JSON.parse(lists.stdout.trimEnd().split('\n').at(-1)!).items,
  })
})

it('gives a model of ratings those of each user of a file or a database, as hvamp recommend does', async () => {
  const training = ['train', 'ratings.csv', '--model', 'mf', '--factors', '3', '--held-out', '40']
  const { code, stderr } = await hvamp(folder, [...training, '--out', 'mf'])
  expect(code, stderr).toBe(0)
  const text = await readFile(join(folder, 'ratings.csv'), 'utf8')
  const [row] = text.split('\n').slice(1)
  const again = row!.split(',').with(2, '0.5').join(',')
  await writeFile(join(folder, 'rated.csv'), `${text.trimEnd()}\n${again}\n`) // which counts for its user and item
  const rated = Array.from(entriesOf(await readRatings(join(folder, 'rated.csv'))))
  await writeTable(
    `sqlite:${join(folder, 'rated.sqlite')}`,
    rated.map(({ user, item, value }) => [user, item, value!]),
    {
      table: 'rated',
      columns: [
        { name: 'user', type: 'text' },
        { name: 'item', type: 'text' },
        { name: 'rating', type: 'number' },
      ],
      key: ['user', 'item'],
    },
  )
  for (const data of [['rated.csv'], ['sqlite:rated.sqlite', '--table', 'rated']]) {
    const { stdout } = await hvamp(folder, ['recommend', 'mf', '--history', ...data, '--top', '3', '--json'])
    const lists = jsonLines(stdout).filter(({ user }) => user !== undefined)
    expect(lists).toHaveLength(200)
    const server = await serving('mf', '--histories', ...data)
    const users = lists.map(({ user }) => user)
    const response = await fetch(`${server.address}/recommend/many`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ users, count: 3 }),
    })
    const { answers } = (await response.json()) as { answers: Answer[] }
    expect(answers.map(({ items }) => items)).toEqual(lists.map(({ items }) => items))
    const own = rated.filter(({ user }) => user === users[0])
    const history = own.map(({ item }) => item)
    const sent = { history, ratings: own.map(({ value }) => value), count: 3 }
    expect((await ask(server, sent)).body.items).toEqual(lists[0]!.items)
    expect((await ask(server, { history, count: 3 })).body.items).not.toEqual(lists[0]!.items)
  }
})

it('reads the histories as the run was trained, whatever its columns are called', async () => {
  const named = (await readFile(join(folder, 'ratings.csv'), 'utf8')).replace(
    /^.*/,
    'Kundennummer,Artikelnummer,Menge',
  )
  await writeFile(join(folder, 'bestellungen.csv'), named)
  const columns = ['--user-column', 'Kundennummer', '--item-column', 'Artikelnummer', '--implicit']
  const training = ['train', 'bestellungen.csv', '--model', 'popularity', ...columns, '--held-out', '40']
  const { code, stderr } = await hvamp(folder, [...training, '--out', 'bestellt'])
  expect(code, stderr).toBe(0)
  const server = await serving('bestellt', '--histories', 'bestellungen.csv', '--missing', 'skip')
  expect((await ask(server, { user: '7' })).status).toBe(200)
})

it('reads the histories again at SIGHUP, and keeps those from before if the file is broken', async () => {
  const orders = join(folder, 'orders.csv')
  await writeFile(orders, 'user,item\nann,1\ncem,tea\ndan,rum\n')
  const server = await serving('ease-100', '--histories', 'orders.csv')
  const said = server.log.map(({ msg }) => String(msg)).join('\n')
  expect(said).toContain(
    'orders.csv: 2 of 3 histories have no item that the model knows: their ids are such as',
  )
  expect(said).toContain("left out, for the model does not know them: 'tea', 'rum'")
  expect((await ask(server, { user: 'bob' })).body).toMatchObject({ basis: 'popular', unknownUser: 'bob' })
  const isKnown = async () => (await ask(server, { user: 'bob' })).body.basis === 'history'
  await writeFile(orders, 'user,item\nann,1\nbob,2\n')
  server.child.kill('SIGHUP')
  await vi.waitFor(async () => expect(await isKnown()).toBe(true), 20_000)
  await writeFile(orders, '')
  server.child.kill('SIGHUP')
  await vi.waitFor(() => expect(server.log.at(-1)!.msg).toMatch(/could not be read again/), 20_000)
  expect(await isKnown()).toBe(true)
})

it('reads histories by the query of the training and the item table from a database, again at SIGHUP, and says how they fit', async () => {
  const shop = 'sqlite:shop.sqlite'
  const full = `sqlite:${join(folder, 'shop.sqlite')}`
  const orders = Array.from(entriesOf(await readRatings(join(folder, 'ratings.csv'))))
  const writeOrders = (rows: readonly (readonly (string | number)[])[]) =>
    writeTable(full, rows, {
      table: 'orders',
      columns: [
        { name: 'kunde', type: 'text' },
        { name: 'artikel', type: 'text' },
      ],
      key: ['kunde', 'artikel'],
    })
  const writeProducts = (cheap: number) =>
    writeTable(
      full,
      Array.from({ length: 60 }, (_, i) => [String(i + 3), `Item ${i + 3}`, i + 3 === cheap ? 1 : 9]),
      {
        table: 'products',
        columns: [
          { name: 'id', type: 'text' },
          { name: 'title', type: 'text' },
          { name: 'price', type: 'integer' },
        ],
        key: ['id'],
      },
    )
  const own = orders.map(({ user, item }) => [user, item] as const)
  await writeOrders(own)
  await writeProducts(7)
  const query = 'SELECT kunde AS customer, artikel AS product FROM orders ORDER BY kunde, artikel'
  const training = [
    'train',
    shop,
    '--query',
    query,
    '--model',
    'popularity',
    '--held-out',
    '40',
    '--out',
    'sold',
  ]
  const { code, stderr } = await hvamp(folder, training)
  expect(code, stderr).toBe(0)

  const table = ['--item-table', shop, '--table-query', 'SELECT * FROM products']
  const server = await serving('sold', '--histories', shop, ...table)
  expect(server.log.map(({ msg }) => msg)).toContain(
    '2 of 60 items of the model have no row in shop, and 2 of its 60 rows are of no item of the model',
  )
  const cheap = async (user: string) => (await ask(server, { user, rules: { where: 'price < 5' } })).body
  expect(await cheap('new')).toMatchObject({ unknownUser: 'new', items: [{ item: '7', title: 'Item 7' }] })
  await writeOrders([...own, ['new', '7']])
  await writeProducts(8)
  server.child.kill('SIGHUP')
  await vi.waitFor(async () => {
    const answer = await cheap('new')
    expect([answer.unknownUser, answer.items]).toMatchObject([undefined, [{ item: '8' }]])
  }, 20_000)
})

it('holds to the rules of a request over the item table, and reads it again when it changes', async () => {
  const writeTable = (cheap: string) =>
    writeFile(
      join(folder, 'products.csv'),
      `sku,name,price\n${Array.from({ length: 60 }, (_, i) => `${i + 1},Item ${i + 1},${`${i + 1}` === cheap ? 1 : 9}\n`).join('')}`,
    )
  await writeTable('7')
  const table = ['--item-table', 'products.csv', '--table-encoding', 'windows-1252']
  const server = await serving('ease-100', ...table, '--watch', '0.1')
  const cheap = async () => (await ask(server, { history: ['1'], rules: { where: 'price < 5' } })).body.items
  expect(await cheap()).toEqual([{ item: '7', score: expect.any(Number), title: 'Item 7' }])
  await writeTable('8')
  await vi.waitFor(async () => expect(await cheap()).toMatchObject([{ item: '8' }]), 20_000)
  await appendFile(join(folder, 'products.csv'), '61,Caf\u00e9,9\n') // in UTF-8
  const state = async () => (await fetch(`${server.address}/readyz`)).json()
  await vi.waitFor(
    async () =>
      expect(await state()).toMatchObject({
        ready: true,
        refused: expect.stringMatching(
          /^products\.csv: expected text in windows-1252, .*: choose with --table-encoding utf-8$/,
        ),
      }),
    20_000,
  )
})

it('ends with 0 at SIGTERM once what is under way is answered', async () => {
  const server = await serving('ease-100', '--grace', '600') // longer than this test may take
  const asked = Array.from({ length: 20 }, () => ask(server))
  await Promise.all(asked.slice(0, 1))
  const ended = once(server.child, 'exit')
  server.child.kill('SIGTERM')
  const statuses = (await Promise.allSettled(asked)).map((each) =>
    each.status === 'fulfilled' ? each.value.status : each.reason.cause.code,
  )
  for (const status of statuses) expect([200, 'ECONNREFUSED', 'ECONNRESET']).toContain(status)
  expect(await ended).toEqual([0, null])
})

it('resets no connection that is made in the moment of SIGTERM', async () => {
  for (let round = 0; round < 3; round++) {
    const server = await serving('ease-100')
    await ask(server)
    const ended = once(server.child, 'exit')
    const before = Array.from({ length: 16 }, () => askAlone(server))
    server.child.kill('SIGTERM')
    const asked = [...before, ...Array.from({ length: 16 }, () => askAlone(server))]
    // late, on a busy machine, a connection is refused
    for (const outcome of await Promise.all(asked)) expect([200, 'ECONNREFUSED']).toContain(outcome)
    expect(await ended).toEqual([0, null])
  }
})

/** The status of an answer over a connection of its own, or the code of the error. */
function askAlone({ address }: { readonly address: string }): Promise<number | string | undefined> {
  return new Promise((settle) => {
    get(`${address}/healthz`, { agent: false }, (response) => {
      response.resume().on('end', () => settle(response.statusCode))
    }).on('error', (error: NodeJS.ErrnoException) => settle(error.code))
  })
}

/** The folder of a tuning whose chosen trial is one of the two runs. */
async function writeTuning(chosen: string): Promise<void> {
  const source = { path: 'ratings.csv', bytes: 0, sha256: '' }
  const plan = {
    data: 'ratings.csv',
    source,
    model: 'ease',
    metric: 'ndcg@100',
    options: {},
    space: {},
    seed: 1,
  }
  const trial = { name: chosen, run: chosen, options: {}, validation: 0.5, test: {} }
  const tuning = { format: 'hvamp-tune', version: 1, plan: { ...plan, trials: [] }, chosen: trial }
  await mkdir(join(folder, 'tuned', 'trials', chosen), { recursive: true })
  await cp(join(folder, chosen), join(folder, 'tuned', 'trials', chosen), { recursive: true })
  await writeFile(join(folder, 'tuned', 'tune.json'), JSON.stringify(tuning))
}

it('lets the run that a link leads to take over at SIGHUP, of a tuning its chosen trial, and goes on with the old one if it is broken', async () => {
  await writeTuning('ease-100')
  await linkTo('tuned')
  const server = await serving('latest', '--watch', '0')
  const first = (await ask(server)).body.model
  expect(first.run).toBe('ease-100')
  await writeTuning('ease-500')
  server.child.kill('SIGHUP')
  await vi.waitFor(async () => expect((await ask(server)).body.model.version).not.toBe(first.version), 20_000)
  await writeFile(join(folder, 'nothing'), '')
  await linkTo('nothing')
  server.child.kill('SIGHUP')
  await vi.waitFor(
    () => expect(server.log.at(-1)!.msg).toMatch(/refused, and the previous model keeps answering/),
    20_000,
  )
  expect((await ask(server)).body.model.run).toBe('ease-500')
})

it('asks for a token of the file, and does not start without one where others could reach it', async () => {
  await writeFile(join(folder, 'tokens.txt'), 'first-token\n\nsecond-token\n')
  const server = await serving('ease-100', '--token-file', 'tokens.txt')
  expect((await ask(server)).status).toBe(401)
  expect((await ask(server, { history: [] }, 'second-token')).status).toBe(200)
  const { code, stderr } = await hvamp(folder, ['serve', 'ease-100', '--host', '0.0.0.0'])
  expect([code, stderr]).toEqual([
    2,
    "hvamp: --host: must be an address of this machine alone without --token-file or --open, got '0.0.0.0'\n",
  ])
})

it.each([
  [['serve', 'nowhere'], /^hvamp: nowhere: must be the folder of a model or a run, got no such folder$/m],
  [['serve', 'ratings.csv'], /^hvamp: ratings\.csv: must be the folder of a model or a run, got a file$/m],
  [['serve', 'ease-100', '--histories', 'nothing.csv'], /^hvamp: nothing\.csv/],
  [
    ['serve', 'ease-100', '--histories', 'teas.csv'],
    /^hvamp: teas\.csv: must have an item that the model knows, got 'tea', where the model has ids such as/,
  ],
  [
    ['serve', 'ease-100', '--item-table', 'ratings.csv', '--table-id', 'ean'],
    /^hvamp: --table-id: must be a column of ratings\.csv, one of 'userId', 'itemId', 'rating', got 'ean'/,
  ],
  [
    ['serve', 'ease-100', '--item-table', 'titled.csv'],
    /^hvamp: titled\.csv:1: expected names of columns, got a title: .*: choose with --table-skip-lines$/m,
  ],
  [['serve', 'ease-100', '--table-id', 'ean'], /^hvamp: --table-id: needs --item-table, got none/],
  [['serve', 'ease-100', '--item-table', '-'], /^hvamp: --item-table: must be a file or a database/],
  [
    ['serve', 'ease-100', '--item-table', 'sqlite:none.sqlite'],
    /^hvamp: sqlite:none\.sqlite: must have --table-query or --table-name, got neither/,
  ],
  [
    ['serve', 'ease-100', '--item-table', 'ratings.csv', '--table-name', 'products'],
    /^hvamp: --table-name: goes with the address of a database, got 'ratings\.csv'/,
  ],
  [['serve', 'ease-100', '--log-level', 'loud'], /^hvamp: --log-level: must be one of debug/],
  [['serve', 'ease-100', '--port', '70000'], /^hvamp: --port: must be an integer.*got '70000'/],
])('%j is a fault of the input, in one line', async (args, message) => {
  const { code, stderr } = await hvamp(folder, args)
  expect(code).toBe(2)
  expect(stderr).toMatch(message)
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
})

it('says which port is taken', async () => {
  const { address } = await serving('ease-100')
  const { port } = new URL(address)
  const { code, stderr } = await hvamp(folder, ['serve', 'ease-100', '--port', port, '--backend', 'cpu'])
  expect([code, stderr]).toEqual([
    2,
    `hvamp: --port: must be free on 127.0.0.1, got ${port}, on which another program listens: choose another, or 0 for any that is free\n`,
  ])
})

it('can be killed and started again at once: it keeps nothing', async () => {
  const server = await serving('ease-100')
  const before = await ask(server)
  server.child.kill('SIGKILL')
  await once(server.child, 'exit')
  expect(await ask(await serving('ease-100'))).toEqual(before)
})
