import { expect, it } from 'vitest'
import { type LayoutOptions, readInteractions } from '../index'

const read = (lines: readonly string[], options: LayoutOptions = {}) =>
  readInteractions(new Blob([`${lines.join('\n')}\n`]), { name: 'file', ...options })

const plays = [
  ['00000c28', '3bd73256', 'betty blowtorch', '2137'],
  ['00000c28', '', 'die Ärzte', '1099'],
  ['00001411', '', 'die Ärzte', '897'],
  ['00001411', '3bd73256', 'betty blowtorch', '22'],
].map((cells) => cells.join('\t'))

it('an id that is missing in a table without header is named at its line, with another column of ids', async () => {
  await expect(read(plays)).rejects.toMatchObject({
    message:
      'file:2: expected a user and an item as first fields of a table without header, got an empty second field: choose with columns.user (0) with columns.item (2)',
    likely: { 'columns.user': 0, 'columns.item': 2 },
  })
  const { itemIds } = await read(plays, { columns: { user: 0, item: 2, rating: 3 } })
  expect(itemIds).toEqual(['betty blowtorch', 'die Ärzte'])
  await expect(read(plays, { missing: 'skip' })).rejects.toThrow(
    /^file:1: .* a third field that is not a rating/,
  )
  const columns = { user: 0, item: 1, rating: 3 }
  expect((await read(plays, { columns, missing: 'skip' })).items.length).toBe(2)
})

it.each([
  ['', 'an empty field'],
  ['NULL', "'NULL'"],
])('rows of such a table without %j as item leave no doubt about its columns', async (item, got) => {
  const rated = ['1,10,4', `1,${item},5`, '2,10,3', '2,11,5']
  await expect(read(rated)).rejects.toThrow(
    `file:2: expected an item id, got ${got}: choose with missing 'skip'`,
  )
  expect((await read(rated, { missing: 'skip' })).values).toEqual(Float32Array.of(4, 3, 5))
})

it('a first field without any value says nothing of a gap', async () => {
  await expect(read(['-,10,4', '-,11,5'])).rejects.toThrow('file:1: ')
})
