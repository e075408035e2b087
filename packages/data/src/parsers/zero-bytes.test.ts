import { expect, it } from 'vitest'
import { readInteractions } from '../index'

const many = Array.from({ length: 2000 }, (_, i) => `${i % 40} ${i}`).join('\n')
const read = (text: string, options = {}) => readInteractions(new Blob([text]), { name: 'file', ...options })

const REFUSED = 'an id with a zero byte: export it without'

it.each([
  ['an item', `${many}\n40 1\0`, `file:2001: expected an item id, got '1\\u0000', ${REFUSED}`],
  ['a user', `${many}\n\0 1\n`, `file:2001: expected a user id, got '\\u0000', ${REFUSED}`],
  ['the rest of a file, cut by a loss of power', `${many}\n${'\0'.repeat(9)}`, 'file:2001: expected'],
])('a zero byte is no space between fields: %s', async (_, text, message) => {
  const table = { header: false, delimiter: ' ', columns: { user: 0, item: 1 } }
  for (const missing of ['refuse', 'skip', 'keep'] as const) {
    await expect(read(text, { ...table, missing })).rejects.toThrow(message)
    await expect(read(text, { format: 'adjacency', missing })).rejects.toThrow(message)
  }
})

it('a zero byte is no space between objects', async () => {
  const objects = Array.from({ length: 200 }, (_, i) => `{"user": ${i % 40}, "item": ${i}}\n`).join('')
  const refused = "file:201: expected an object in braces, got '\\u0000'"
  await expect(read(`${objects}${'\0'.repeat(9)}`)).rejects.toThrow(refused)
  await expect(read(`[${objects.trim().replaceAll('\n', ',\n')}]\n\0`)).rejects.toThrow(refused)
  expect((await read(`${objects}\t \r\n`)).itemIds).toHaveLength(200)
})

it('tabs, spaces and carriage returns stand between fields', async () => {
  const text = `${many}\r\n40 \t 3000  \r\n`
  const table = { header: false, delimiter: ' ', columns: { user: 0, item: 1 } }
  for (const options of [table, { format: 'adjacency' }]) {
    const { itemIds } = await read(text, options)
    expect(itemIds.at(-1)).toBe('3000')
    expect(itemIds).toHaveLength(2001)
  }
})
