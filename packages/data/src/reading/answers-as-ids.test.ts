import { expect, it } from 'vitest'
import { readInteractions } from '../index'

const read = (of: (row: number) => string, missing?: 'keep') =>
  readInteractions(new Blob(['user,item\n', ...Array.from({ length: 12 }, (_, row) => `${of(row)}\n`)]), {
    name: 'flags.csv',
    missing,
  })

it('asks about ids that are all answers, as of a wrong column', async () => {
  for (const [no, yes] of [
    ['False', 'True'],
    ['nein', 'ja'],
  ] as const) {
    const items = (row: number) => `u${row},${row % 3 ? yes : no}`
    await expect(read(items)).rejects.toThrow(
      `flags.csv: expected ids of items, got '${no}' and '${yes}' alone, which are answers: choose with columns.item or missing 'keep'`,
    )
    expect((await read(items, 'keep')).itemIds).toEqual([no, yes])
  }
  await expect(read((row) => `TRUE,i${row}`)).rejects.toThrow("expected ids of users, got 'TRUE' alone")
})

it('reads answers among other ids, two ids of another kind, and one user of such a name', async () => {
  expect((await read((row) => `u${row},${['True', 'False', 'Maybe'][row % 3]}`)).itemCount).toBe(3)
  expect((await read((row) => `u${row % 2},i${row}`)).userCount).toBe(2)
  expect((await read((row) => `Ja,i${row}`)).userCount).toBe(1)
})
