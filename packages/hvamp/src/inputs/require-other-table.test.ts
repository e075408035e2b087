import { link, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeTable } from '@hvamp/databases'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isBadInput } from '../process/bad-input'
import { requireOtherTable } from './require-other-table'

let folder: string
let written: { to: string; into: string; replace: boolean }
const inFolder = (word: string) => word.replace('FOLDER', folder)
const shop = 'sqlite:FOLDER/shop.sqlite'
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-tables-'))
  written = { to: inFolder(shop), into: 'orders', replace: true }
  const columns = [{ name: 'item_id', type: 'text' as const }]
  await writeTable(written.to, [['tea']], { table: 'orders', columns, key: ['item_id'] })
  await symlink('shop.sqlite', join(folder, 'symbolic.sqlite'))
  await link(join(folder, 'shop.sqlite'), join(folder, 'hard.sqlite'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))
const nothing = { words: [shop], tables: [], queries: [] }
const required = ({ words, ...read }: { words: string[]; tables: string[]; queries: string[] }, more = {}) =>
  requireOtherTable({ ...written, ...more }, { words: words.map(inFolder), ...read })

test.each([
  ['its table', { tables: ['orders'] }],
  ['its table in a schema', { tables: ['main.Orders'] }],
  ['its table by another path', { words: ['sqlite:FOLDER/./shop.sqlite'], tables: ['orders'] }],
  ['its table by a symbolic link', { words: ['sqlite:FOLDER/symbolic.sqlite'], tables: ['orders'] }],
  ['its table by a hard link', { words: ['sqlite:FOLDER/hard.sqlite'], tables: ['orders'] }],
  ['a query of it', { queries: ['SELECT a, b FROM orders'] }],
  ['a query that joins it', { queries: ['SELECT a\nFROM x JOIN main."Orders" USING (a)'] }],
])('a table is not replaced by a command that reads %s', async (_, read) => {
  const error = await required({ ...nothing, ...read }).catch((caught: Error) => caught)
  expect(error).toMatchObject({
    message: "--into: must be a table that the command does not read, got 'orders'",
  })
  expect(isBadInput(error)).toBe(true)
})

test.each([
  ['another table', { tables: ['customers'], queries: ['SELECT a, b FROM orders_of_2025'] }],
  ['a column of its name', { queries: ['SELECT orders FROM customers'] }],
  ['the same table of another database', { words: ['sqlite:other.sqlite'], tables: ['orders'] }],
])('it is by one that reads %s', async (_, read) => {
  await required({ ...nothing, ...read })
})

test('without --replace a table that hvamp wrote is written again, whatever is read', async () => {
  await required({ ...nothing, tables: ['orders'] }, { replace: false })
})
