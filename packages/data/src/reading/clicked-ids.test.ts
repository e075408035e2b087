import { expect, it } from 'vitest'
import { readInteractions } from '../index'

const read = (items: readonly string[], missing?: 'keep' | 'skip') =>
  readInteractions(new Blob(['user,item\n', ...items.map((item, row) => `u${row % 7},${item}\n`)]), {
    name: 'impressions.csv',
    missing,
  })
const ids = (of: (place: number) => string, count = 60) =>
  Array.from({ length: count }, (_, place) => of(place))
/** 30 items, every third of which was clicked on by somebody. */
const shown = ids((place) => (place < 30 ? `N${place}-0` : `N${3 * (place - 30)}-1`), 40)

it('asks about items with -0 and -1 at their end, as the impressions of MIND have them', async () => {
  const message =
    "impressions.csv: expected item ids alone, got 'N0-0' and 'N0-1', as nearly all end in -0 or -1: if this says whether it was clicked on, keep those with -1 alone, without this ending: choose with missing 'keep'"
  await expect(read(shown)).rejects.toThrow(message)
  await expect(read(shown, 'skip')).rejects.toThrow(message)
  await expect(read([...shown, 'N31'])).rejects.toThrow('expected item ids alone')
  expect((await read(shown, 'keep')).itemCount).toBe(40)
})

it.each([
  ['a size of each', ids((place) => `SHOE${place}-${place % 2}`)],
  ['sizes of two and more', ids((place) => `SHOE${place % 20}-${Math.floor(place / 20)}`)],
  ['few of both', ids((place) => (place < 55 ? `A${place}-0` : `A${place - 55}-1`))],
  ['few ids', ['A-0', 'A-1', 'B-0', 'B-1']],
  ['a few among others', [...ids((place) => `B${place}`), ...shown.slice(0, 20)]],
  ['integers', ids(String)],
  ['negative integers', ids((place) => String(-place % 3))],
])('reads ordinary ids, %s', async (_, items) => {
  expect((await read(items)).itemIds).toContain(items[0])
})

it('says of lists of such items what to keep of them', async () => {
  const lists = ids((place) =>
    [0, 1, 2]
      .map((more) => shown[(7 * place + 3 * more) % 40]!)
      .slice(place % 2)
      .join(' '),
  )
  await expect(read(lists)).rejects.toThrow(
    "as unnest(string_split(…, ' ')) does in a query of DuckDB; where -0 or -1 at the end says whether it was clicked on, keep those with -1 alone, without this ending, or keep each list as an id",
  )
  await expect(read(lists.map((list) => list.replaceAll(/-\d/g, '')))).rejects.toThrow(
    /in a query of DuckDB, or keep/,
  )
})
