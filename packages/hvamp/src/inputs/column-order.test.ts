import { readInteractions } from '@hvamp/data'
import { expect, it } from 'vitest'
import type { FileOptions } from '../settings/data'
import { assumedOrder, isOrderAssumed } from './column-order'

const rows = [7, 8, 7].flatMap((user) => [11, 12].map((item) => [user, item, 1 + (item % 5)]))

async function saidOf(text: string, options: FileOptions = {}): Promise<string | undefined> {
  let said: string | undefined
  await readInteractions(new Blob([text]), {
    ...options,
    onReading: (reading) => {
      said = isOrderAssumed(options, reading) ? assumedOrder(reading) : undefined
    },
  })
  return said
}

it.each([',', '\t', ' ', ';', '|', '::'])(
  'says that users are taken to stand first, and how to swap, without a header, between %j',
  async (mark) => {
    const text = rows.map((row) => row.join(mark)).join('\n')
    expect(await saidOf(text)).toBe(
      'users are taken to stand before items: if items do, --user-column 1 --item-column 0 --rating-column 2',
    )
  },
)

it.each(['% bip weighted\n', '%%MatrixMarket matrix coordinate integer general\n9 13 6\n'])(
  'says so of %j too',
  async (head) => {
    const text = head + rows.map((row) => row.join(' ')).join('\n')
    expect(await saidOf(text)).toContain('--user-column 1 --item-column 0')
  },
)

it('says nothing where a header, a format or a choice tells what stands where', async () => {
  const text = rows.map((row) => row.join(',')).join('\n')
  expect(await saidOf(`user,item,rating\n${text}`)).toBeUndefined()
  expect(await saidOf(text, { columns: { user: 0, item: 1, rating: 2 } })).toBeUndefined()
  expect(await saidOf(text.replaceAll(',', '::'), { format: 'movielens' })).toBeUndefined()
})
