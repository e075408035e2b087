import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

const guide = fileURLToPath(new URL('../../../../docs/guide', import.meta.url))

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-recipes-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What the query of a page that reads a file makes of it, line by line. */
async function made(page: string, file: string, text: string): Promise<readonly string[]> {
  await writeFile(join(folder, file), text)
  const fences = [...(await readFile(join(guide, page), 'utf8')).matchAll(/^```sql\n(COPY .*?)^```/gms)]
  const [query] = fences.map(([, sql]) => sql!).filter((sql) => sql.includes(`'${file}'`))
  const [, written] = /TO '(.*)';/.exec(query!)!
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(query!.replaceAll(/'([\w-]+\.csv)'/g, (_, name) => `'${join(folder, name)}'`))
  connection.closeSync()
  instance.closeSync()
  return (await readFile(join(folder, written!), 'utf8')).trimEnd().split('\n')
}

it("fills an order's facts down, and leaves out all lines of those cancelled or refunded", async () => {
  const lines = [
    'Name,Email,Financial Status,Created at,Cancelled at,Lineitem quantity,Lineitem name,Lineitem sku',
    '#1,ada@a.org,paid,2026-01-01 10:00:00 +0000,,1,Tea,0012',
    '#1,,,,,2,Rum,0013',
    '#2,bob@b.org,paid,2026-01-02 10:00:00 +0000,2026-01-03 10:00:00 +0000,1,Tea,0012',
    '#2,,,,,1,Rum,0013',
    '#3,bob@b.org,refunded,2026-01-02 10:00:00 +0000,"",1,Tea,0012',
    '#3,"","","","",1,Rum,0013',
    '#4,bob@b.org,"paid",2026-01-04 10:00:00 +0000,"",1,Tea,0012',
  ]
  const [header, ...rows] = await made('orders.md', 'orders_export.csv', `${lines.join('\n')}\n`)
  expect(header).toBe('customer,ordered_at,sku,quantity')
  expect(rows.toSorted()).toEqual([
    'ada@a.org,2026-01-01 10:00:00 +0000,0012,1',
    'ada@a.org,2026-01-01 10:00:00 +0000,0013,2',
    'bob@b.org,2026-01-04 10:00:00 +0000,0012,1',
  ])
})

it('leaves out rows by their status', async () => {
  const rows = ['customer,sku,status', 'ada,tea,paid', 'ada,rum,cancelled', 'bob,tea,refunded']
  expect(await made('orders.md', 'orders.csv', `${rows.join('\n')}\n`)).toEqual([
    'customer,sku,status',
    'ada,tea,paid',
  ])
})

it('makes a row for each product of a list', async () => {
  const rows = ['customer_id,skus', '1,"tea, rum"', '2,gin']
  const [header, ...lists] = await made('files.md', 'orders.csv', `${rows.join('\n')}\n`)
  expect([header, ...lists.toSorted()]).toEqual(['customer_id,sku', '1,rum', '1,tea', '2,gin'])
})

it('makes a row for each item of a list in brackets', async () => {
  const rows = ['user_id,item_ids', `1,"['tea', 'rum']"`, '2,"{""gin"",012}"', "3,['tea']"]
  const [header, ...lists] = await made('files.md', 'lists.csv', `${rows.join('\n')}\n`)
  expect([header, ...lists.toSorted()]).toEqual([
    'user_id,item_id',
    '1,rum',
    '1,tea',
    '2,012',
    '2,gin',
    '3,tea',
  ])
})
