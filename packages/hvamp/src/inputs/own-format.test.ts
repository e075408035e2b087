import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { DataSettings } from '../settings/data'
import { asRead } from './as-read'
import { readFile } from './read-file'

const rows = Array.from({ length: 20 }, (_, row) => ({ customer: row % 4, product: `p${row % 7}` }))
const table = (header: string) =>
  `${header}\n${rows.map(({ customer, product }) => `${customer},${product}\n`).join('')}`
const lines = (customer: string) =>
  rows.map((row) => `${JSON.stringify({ [customer]: row.customer, product: row.product })}\n`).join('')

/** Reads a file with a training whose file had a format and columns. */
async function readLike(text: string, format: 'csv' | 'json', user = 'customer') {
  const path = join(await mkdtemp(join(tmpdir(), 'own-format-')), 'history')
  await writeFile(path, text)
  const layout = { format, columns: { user, item: 'product' } } as const
  const values = { format: 'auto', implicit: true } as unknown as DataSettings
  const { otherwise } = asRead({ values, isExplicit: () => false }, { layout, timestamps: false }, false)
  return readFile(path, layout, undefined, otherwise)
}

it('reads a file of another format than the training data by its own', async () => {
  expect((await readLike(lines('customer'), 'csv')).interactions.itemCount).toBe(7)
  const { interactions, way } = await readLike(table('customer,product'), 'json')
  expect([interactions.userCount, way]).toEqual([
    4,
    'in its own format, by the names that the columns of the training data have',
  ])
})

it.each([
  ['another delimiter', 'Kunde,Artikel-ID,Artikel-Nr,Menge\n', ','],
  ['another delimiter, and quotes', '"Kunde"\t"Artikel-ID"\t"Artikel-Nr"\t"Menge"\n', '\t'],
])(
  'reads a file with %s by the names that the columns of the training data have',
  async (_, header, mark) => {
    const path = join(await mkdtemp(join(tmpdir(), 'own-format-')), 'history.csv')
    const lines = rows.map(({ customer, product }) => [customer, product, `n-${product}`, '1.5'].join(mark))
    await writeFile(path, `${header}${lines.join('\n')}\n`)
    const layout = {
      format: 'csv',
      delimiter: ';',
      header: true,
      decimal: 'comma',
      columns: { user: 'Kunde', item: 'Artikel-ID' },
    } as const
    const values = { format: 'auto', implicit: true } as unknown as DataSettings
    const { otherwise } = asRead({ values, isExplicit: () => false }, { layout, timestamps: false }, false)
    const { reading, way } = await readFile(path, layout, undefined, otherwise)
    expect([reading.columns, reading.rows, way]).toEqual([
      layout.columns,
      20,
      'in its own format, by the names that the columns of the training data have',
    ])
  },
)

it('asks which column of a file of another format is one of the training data', async () => {
  await expect(readLike(lines('who'), 'csv')).rejects.toThrow(
    /a user column, got keys 'who', 'product'.*--user-column/,
  )
  await expect(readLike(table('who,product'), 'json')).rejects.toThrow(
    /expected a column 'customer' as user, got columns 'who', 'product'.*--user-column/,
  )
  await expect(readLike(`${table('customer,product')}1,p2,9\n1,p3\n`, 'csv')).rejects.toThrow(
    'expected 2 fields, got 3',
  )
})

it('asks of a file without the times of the training, whose rows repeat, with --implicit too, which needs none', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'own-format-')), 'history.csv')
  const ratings = rows.map(({ customer, product }, i) => `${customer},${product},${i % 2 ? 5 : 2}`)
  await writeFile(path, `user_id,item_id,rating\n${[...ratings, '0,p0,1'].join('\n')}\n`)
  const layout = {
    columns: { user: 'user_id', item: 'item_id', rating: 'rating', timestamp: 'event_time' },
    timestamps: true,
  } as const
  const read = (implicit: boolean) => {
    const values = { format: 'auto', implicit, ...layout } as unknown as DataSettings
    const ways = asRead({ values, isExplicit: () => false }, { layout, timestamps: true }, false)
    return readFile(path, ways.layout, undefined, ways.otherwise)
  }
  await expect(read(false)).rejects.toThrow(
    /a column 'event_time' as timestamp, got columns .*: choose with --time-column, --implicit if every row stands for a like$/,
  )
  expect((await read(true)).way).toMatch(/every row is a like$/)
})
