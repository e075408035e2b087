import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type Program, programOf } from '@hvamp/testing/program'
import { isSlowToo, whetherSlowSkipped } from '@hvamp/testing/slow-tests'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testKinds } from '../servers.fixture'

const rows = 2_000_000
const heap = 48 // megabytes: as arrays, the rows would take several times as much

/** A query that finds so many rows, all of different pairs, without a table. */
const queries: Readonly<Record<string, string>> = {
  SQLite: `WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < ${rows - 1})
    SELECT n / 100 AS customer, n * 7919 % 5000 AS product FROM s`,
  DuckDB: `SELECT range // 100 AS customer, range * 7919 % 5000 AS product FROM range(${rows})`,
  PostgreSQL: `SELECT n / 100 AS customer, n * 7919 % 5000 AS product FROM generate_series(0::bigint, ${rows - 1}) AS n`,
  MariaDB: `SELECT seq DIV 100 AS customer, seq * 7919 % 5000 AS product FROM seq_0_to_${rows - 1}`,
}

let program: Program
beforeAll(async () => {
  if (isSlowToo) program = await programOf(new URL('./reading.fixture.ts', import.meta.url))
})
afterAll(() => program?.remove())

const kinds = testKinds.filter(({ name }) => name in queries)
describe.each(kinds)('$name', ({ name, missing, start }) => {
  const test = isSlowToo && missing === undefined ? it : it.skip
  test(`streams ${rows} rows within a heap of ${heap} MB${whetherSlowSkipped}`, async () => {
    const { address, run, stop } = await start()
    await run('CREATE TABLE made (id INTEGER)') // a file of a database has to be there
    const args = [`--max-old-space-size=${heap}`, program.path, address, queries[name]!]
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: program.cwd })
    expect(stdout).toBe(`${rows / 100} ${rows}\n`)
    await stop()
  })
})
