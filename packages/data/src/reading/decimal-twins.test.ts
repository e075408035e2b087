import { expect, it } from 'vitest'
import { readInteractions, readRows } from '../index'

const read = (text: string, missing?: 'keep' | 'skip') => readInteractions(new Blob([text]), { missing })

it('refuses users whose ids are written with and without decimals, and names two', async () => {
  await expect(read('user,item\n1,9\n2,9\n1.0,8\n2.0,8\n', 'skip')).rejects.toThrow(
    "interactions: expected one way of writing a user id, got '1' and '1.0' and 1 more such pairs; write each id without decimals, or keep both as different ids: choose with missing 'keep'",
  )
})

it('refuses one such item, also a long one and one of a query', async () => {
  await expect(read('user,item\na,9000000000\nb,9000000000.00\n')).rejects.toThrow(
    "one way of writing an item id, got '9000000000' and '9000000000.00'; write",
  )
  const rows = [
    ['a', '7'],
    ['b', '7.0'],
  ]
  const source = {
    columns: ['user', 'item'],
    async *batches() {
      yield rows
    },
  }
  await expect(readRows(source)).rejects.toThrow("'7' and '7.0'")
})

it('reads them as different ids where they are kept', async () => {
  expect((await read('user,item\n1,9\n1.0,9\n', 'keep')).userIds).toEqual(['1', '1.0'])
})

it('reads ids that all have decimals, or of which none has a twin', async () => {
  expect((await read('user,item\n1.0,9\n2.0,8\n')).userIds).toEqual(['1.0', '2.0'])
  expect((await read('user,item\n1,9\n2.0,8\n1.5,7\n')).userIds).toEqual(['1', '2.0', '1.5'])
})
