import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { type ReadingOptions, readInteractions } from '../index'

const read = (text: string, options: ReadingOptions = {}) =>
  readInteractions(new Blob([text]), { name: 'lists.txt', ...options })
const messageOf = (text: string) =>
  read(text).then(
    () => '',
    ({ message }: Error) => message,
  )
const lists = [
  [101, [648, 1320, 3793]],
  [102, [2987, 1179]],
  [103, [648, 1250, 2058, 589]],
  [104, [7]],
] as const

const written = (line: (user: number, items: readonly number[]) => string, head = '') =>
  head + lists.map(([user, items]) => `${line(user, items)}\n`).join('')

it.each([
  ['a tab and commas', written((user, items) => `${user}\t${items.join(',')}`), "tr ',' ' '"],
  ['a tab and bars', written((user, items) => `u${user}\ti${items.join('|i')}`), "tr '|' ' '"],
  ['a colon', written((user, items) => `${user}: ${items.join(' ')}`), "tr ':' ' '"],
  ['a colon and commas', written((user, items) => `${user}:${items.join(', ')}`), "tr ':,' ' '"],
  ['a space and commas', written((user, items) => `${user} ${items.join(',')}`), "tr ',' ' '"],
  ['a comma and spaces', written((user, items) => `${user},${items.join(' ')}`), "tr ',' ' '"],
  [
    'a header and bars',
    written((user, items) => `${user},${items.join('|')}`, 'user_id,movies\n'),
    "sed 1d | tr ',|' ' '",
  ],
  [
    'lists of pandas',
    written((user, items) => `${user},"[${items.join(', ')}]"`, 'userId,items\n'),
    `sed 1d | tr -d '[]"' | tr ',' ' '`,
  ],
])('names the command that makes lists behind users readable, which does: %s', async (_, text, command) => {
  const error = await messageOf(text)
  expect(error).toContain(
    'lists.txt:1: expected a user and their items on each line, separated by spaces, got',
  )
  expect(error).toMatch(/ as (.*) does$/)
  expect(/ as (.*) does$/.exec(error)![1]).toBe(command)
  const readable = execFileSync('sh', ['-c', command], { input: text, encoding: 'utf8' })
  const { userIds, itemIds, items } = await read(
    readable,
    readable.startsWith('u') ? { format: 'adjacency' } : {},
  )
  expect(userIds.map((id) => id.replace('u', ''))).toEqual(['101', '102', '103', '104'])
  expect(items.length).toBe(10)
  expect(new Set(itemIds.map((id) => Number(id.replace('i', ''))))).toEqual(
    new Set(lists.flatMap(([, items]) => items)),
  )
})

it('reads lists of integers with spaces behind users and a tab', async () => {
  const { userIds, items } = await read(written((user, items) => `${user}\t${items.join(' ')}`))
  expect([userIds.length, items.length]).toEqual([4, 10])
})

it.each([
  ['decimal commas', '1\t4,5\n2\t3\n3\t2,5\n'],
  ['thousands', '1\t1,234,567\n2\t1,234\n3\t12\n'],
  ['titles', '1\tToy Story 2, The\n2\tM\n3\tAlien 3\n'],
  ['users of an item', 'item_id,customer_ids\n7,1|2|3\n8,1|2\n9,4\n'],
])('takes no %s for lists of items', async (_, text) => {
  expect(await messageOf(text)).not.toContain('lists of items behind users')
})
