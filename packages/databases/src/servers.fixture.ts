import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { postgresMissing, startPostgres } from '@hvamp/testing/postgres-server'
import {
  endServer,
  freePort,
  giveFolder,
  runAs,
  serveAs,
  untilItAnswers,
} from '@hvamp/testing/server-process'
import { isSlowToo } from '@hvamp/testing/slow-tests'
import type { Connection } from 'mysql2'
import type { Client } from 'pg'
import { afterAll, beforeAll, it } from 'vitest'
import { databaseAddress } from './addresses/database-address'
import { openDuckDB } from './drivers/duckdb'
import { openMysql } from './drivers/mysql'
import { openPostgres } from './drivers/postgres'
import { openSqlite } from './drivers/sqlite'

/** A database of a test. */
export interface TestDatabase {
  readonly address: string
  /** Runs statements. */
  run(...statements: string[]): Promise<void>
  /** The rows of a query, all cells as text. */
  rows(query: string): Promise<(string | null)[][]>
  stop(): Promise<void>
  /** Kills the server, as a power cut would, and starts it again. */
  crash?(): Promise<void>
}

/** A kind of database that tests may start. */
export interface TestKind {
  readonly name: string
  /** Why it cannot be started here; undefined if it can. */
  readonly missing: string | undefined
  start(): Promise<TestDatabase>
}

async function sqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-sqlite-'))
  const address = `sqlite:${join(folder, 'shop.sqlite')}`
  const open = () => openSqlite(databaseAddress(address), { readOnly: false })
  return {
    address,
    async run(...statements) {
      const database = await open()
      for (const sql of statements) database.run(sql)
      database.close()
    },
    async rows(query) {
      const database = await open()
      const statement = database.prepare(query)
      const rows = Array.from(statement.rows(), (row) => Object.values(row).map(shown))
      statement.end()
      database.close()
      return rows
    },
    stop: () => rm(folder, { recursive: true }),
  }
}

async function duckdb(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-duckdb-'))
  const address = `duckdb:${join(folder, 'shop.duckdb')}`
  const open = () => openDuckDB(databaseAddress(address), { readOnly: false })
  return {
    address,
    async run(...statements) {
      const { connection, close } = await open()
      for (const sql of statements) await connection.run(sql)
      close()
    },
    async rows(query) {
      const { connection, close } = await open()
      const reader = await connection.runAndReadAll(query)
      const rows = reader.getRows().map((row) => row.map(shown))
      close()
      return rows
    },
    stop: () => rm(folder, { recursive: true }),
  }
}

/** PostgreSQL in this process, which several clients share by turns. */
async function pglite(): Promise<TestDatabase> {
  const { PGlite } = await import('@electric-sql/pglite')
  const { PGLiteSocketServer } = await import('@electric-sql/pglite-socket')
  const db = await PGlite.create()
  const port = await freePort()
  const server = new PGLiteSocketServer({ db, port, host: '127.0.0.1', maxConnections: 5 })
  await server.start()
  return {
    address: `postgres://postgres:secret@127.0.0.1:${port}/postgres`,
    async run(...statements) {
      for (const sql of statements) await db.exec(sql)
    },
    async rows(query) {
      const { rows } = await db.query<unknown[]>(query, [], { rowMode: 'array' })
      return rows.map((row) => row.map(shown))
    },
    async stop() {
      await server.stop()
      await db.close()
    },
  }
}

/** A server of Debian's PostgreSQL. */
async function postgres(): Promise<TestDatabase> {
  const server = await startPostgres()
  const address = `postgres://shop:secret@127.0.0.1:${server.port}/postgres`
  const using = async <T>(use: (client: Client) => Promise<T>) => {
    const client = await openPostgres(databaseAddress(address))
    try {
      return await use(client)
    } finally {
      await client.end()
    }
  }
  return {
    address,
    run: (...statements) =>
      using(async (client) => {
        for (const sql of statements) await client.query(sql)
      }),
    rows: (query) =>
      using(async (client) => {
        const { rows } = await client.query<unknown[]>({ text: query, rowMode: 'array' })
        return rows.map((row) => row.map(shown))
      }),
    crash: server.crash,
    stop: server.stop,
  }
}

/** A server of MariaDB, in a folder of its own. */
async function mariadb(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-mariadb-'))
  await giveFolder(folder, 'mysql')
  const data = join(folder, 'data')
  runAs('mysql', 'mariadb-install-db', [
    '--no-defaults',
    `--datadir=${data}`,
    `--tmpdir=${folder}`, // a server that starts removes what another has in a folder of both
    '--auth-root-authentication-method=normal',
  ])
  const port = await freePort()
  const settings = [
    ...[`--datadir=${data}`, `--tmpdir=${folder}`],
    ...[`--socket=${join(folder, 'socket')}`, `--port=${port}`],
  ]
  const start = () =>
    serveAs('mysql', '/usr/sbin/mariadbd', ['--no-defaults', '--bind-address=127.0.0.1', ...settings])
  let server = start()
  const root = `mysql://root@127.0.0.1:${port}/test`
  const connect = () => untilItAnswers(() => openMysql(databaseAddress(root)))
  const using = async <T>(use: (client: Connection) => Promise<T>) => {
    const client = await connect()
    try {
      return await use(client)
    } finally {
      client.destroy()
    }
  }
  const run = (...statements: string[]) =>
    using(async (client) => {
      for (const sql of statements) await client.promise().query(sql)
    })
  await run("CREATE USER shop@localhost IDENTIFIED BY 'secret'", 'GRANT ALL ON test.* TO shop@localhost')
  return {
    address: `mariadb://shop:secret@127.0.0.1:${port}/test`,
    run,
    rows: (query) =>
      using(async (client) => {
        const [rows] = await client.promise().query(query)
        return (rows as unknown as unknown[][]).map((row) => row.map(shown))
      }),
    async crash() {
      await endServer(server, 'SIGKILL')
      server = start()
      await using(async () => {})
    },
    async stop() {
      await endServer(server)
      await rm(folder, { recursive: true })
    },
  }
}

const shown = (cell: unknown) => (cell === null ? null : String(cell))

const mariadbMissing = existsSync('/usr/sbin/mariadbd')
  ? undefined
  : 'MariaDB is not installed: apt-get install mariadb-server'

/** All kinds; a server that is a process of its own takes seconds to start. */
export const testKinds: readonly TestKind[] = [
  { name: 'SQLite', missing: undefined, start: sqlite },
  { name: 'DuckDB', missing: undefined, start: duckdb },
  { name: 'PGlite', missing: undefined, start: pglite },
  { name: 'PostgreSQL', missing: slowOr(postgresMissing), start: postgres },
  { name: 'MariaDB', missing: slowOr(mariadbMissing), start: mariadb },
]

function slowOr(missing: string | undefined): string | undefined {
  return isSlowToo ? missing : 'slow, unless HVAMP_SLOW_TESTS is set'
}

/** A database that all tests of a file or of a `describe` share. */
export interface SharedDatabase {
  readonly database: TestDatabase
  /** Its tests, which are skipped where it cannot be started, and why, for their names. */
  readonly test: typeof it | typeof it.skip
  readonly why: string
}

/**
 * Starts a database before the tests and stops it after them.
 *
 * @param fill what is done once it has started
 */
export function shareDatabase(
  { missing, start }: TestKind,
  fill?: (database: TestDatabase) => Promise<unknown>,
): SharedDatabase {
  let started: TestDatabase | undefined
  beforeAll(async () => {
    if (missing !== undefined) return
    started = await start()
    await fill?.(started)
  })
  afterAll(() => started?.stop())
  return {
    database: {
      get address() {
        return started!.address
      },
      run: (...statements) => started!.run(...statements),
      rows: (query) => started!.rows(query),
      stop: () => started!.stop(),
      crash: () => started!.crash!(),
    },
    test: missing === undefined ? it : it.skip,
    why: missing === undefined ? '' : ` (skipped: ${missing})`,
  }
}

/** The message of an error, or 'nothing' where none is thrown. */
export const rejected = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    ({ message }: Error) => message,
  )
