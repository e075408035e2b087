import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { random } from '@hvamp/random'
import { type Program, programOf } from '@hvamp/testing/program'
import { isSlowToo } from '@hvamp/testing/slow-tests'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shareDatabase, type TestDatabase, testKinds } from '../servers.fixture'

const count = 20_000 // rows of the table
/** But PGlite, which has one session for all of its clients. */
const kinds = testKinds
  .filter(({ name }) => name !== 'PGlite')
  .map((kind) => ({
    ...kind,
    missing: kind.missing ?? (isSlowToo ? undefined : 'slow, unless HVAMP_SLOW_TESTS is set'),
  }))

let program: Program
beforeAll(async () => {
  if (isSlowToo) program = await programOf(new URL('./writing.fixture.ts', import.meta.url))
})
afterAll(() => program?.remove())

/** Begins to write a table whose rows all have a number. */
function writing(address: string, number: number, delay: number): ChildProcess {
  const args = [program.path, address, String(number), String(count), String(delay)]
  return spawn(process.execPath, args, { cwd: program.cwd, stdio: ['ignore', 'pipe', 'inherit'] })
}

/** Waits until a program has written a row of so high a number, or has ended. */
async function until(child: ChildProcess, row: number): Promise<void> {
  for await (const line of createInterface({ input: child.stdout! })) {
    if (line.startsWith('done') || Number(line.slice('row '.length)) >= row) return
  }
}

async function written(address: string, number: number): Promise<void> {
  const child = writing(address, number, 0)
  child.stdout!.resume()
  expect(await once(child, 'exit')).toEqual([0, null])
}

/** The number of all rows. @throws unless there are all rows of one number */
async function numberIn(database: TestDatabase): Promise<number> {
  const query = 'SELECT count(*), min(number), max(number) FROM lists'
  const [[rows, least, most]] = (await database.rows(query)) as [[string, string, string]]
  expect([rows, least]).toEqual([String(count), most])
  return Number(least)
}

/** The driver of WebAssembly locks a file by a folder, which a kill leaves. */
async function unlock({ address }: TestDatabase): Promise<void> {
  const lock = `${address.replace('sqlite:', '')}.lock`
  if (existsSync(lock)) await rm(lock, { recursive: true })
}

describe.each(kinds)('$name', (kind) => {
  const { name } = kind
  const { database, test, why } = shareDatabase(kind, ({ address }) => written(address, 0))

  test(`shows the old rows after a kill of the writer at any moment, and the next one succeeds${why}`, async () => {
    const chance = random(7)
    let number = await numberIn(database)
    for (let kill = 1; kill <= 8; kill++) {
      const child = writing(database.address, number + 1, 20)
      await until(child, Math.floor(chance.uniform() * count))
      await setTimeout(chance.uniform() * 40)
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      await unlock(database)
      const found = await numberIn(database)
      expect([number, number + 1]).toContain(found)
      number = found
    }
    await written(database.address, number + 1)
    expect(await numberIn(database)).toBe(number + 1)
    if (name !== 'MariaDB') return
    expect(await database.rows("SHOW TABLES LIKE 'hvamp%'")).toEqual([]) // what killed ones left
  })

  const served = name === 'PostgreSQL' || name === 'MariaDB' ? test : it.skip
  served(`shows all old or all new rows to readers at every moment${why}`, async () => {
    const number = await numberIn(database)
    const child = writing(database.address, number + 1, 20)
    child.stdout!.resume()
    const found = new Set<number>()
    while (child.exitCode === null) found.add(await numberIn(database))
    found.add(await numberIn(database))
    expect([...found]).toEqual([number, number + 1])
  })

  served(`shows the old rows after a kill of the server, and the next writer succeeds${why}`, async () => {
    for (const row of [3000, 12_000, count - 1]) {
      const number = await numberIn(database)
      const child = writing(database.address, number + 1, 20)
      await until(child, row)
      await database.crash!()
      if (child.exitCode === null) await once(child, 'exit')
      const found = await numberIn(database)
      expect([number, number + 1]).toContain(found)
      await written(database.address, found + 2)
      expect(await numberIn(database)).toBe(found + 2)
    }
  })
})
