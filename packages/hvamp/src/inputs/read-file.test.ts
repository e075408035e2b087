import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { writeTable } from '@hvamp/databases'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { catchInterrupts, isAborted } from '../process/interrupt'
import { type OtherWay, readFile } from './read-file'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-read-file-'))
})
afterAll(() => rm(folder, { recursive: true }))

it('a query that a signal ended is not begun again in another way', async () => {
  const address = `sqlite:${join(folder, 'shop.sqlite')}`
  const columns = [{ name: 'id', type: 'text' }] as const
  await writeTable(address, [['a']], { table: 'made', columns, key: ['id'] }) // the file has to be there
  const query = `WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 1000000)
    SELECT n % 100 AS customer, n AS product FROM s`
  const tried: string[] = []
  const other: OtherWay = {
    options: { rows: { query } },
    fits: () => tried.push('other') > 0,
    note: () => 'read in another way',
  }
  const interrupt = catchInterrupts(() => {})
  try {
    const reading = readFile(address, { rows: { query } }, undefined, [other]).catch((error: Error) => error)
    await setTimeout(50)
    process.emit('SIGTERM', 'SIGTERM')
    expect(isAborted(await reading)).toBe(true)
    expect(tried).toEqual([])
  } finally {
    interrupt.release()
  }
})
