import { expect, it } from 'vitest'
import { readInteractions } from '../index'

async function users(lines: readonly string[], options = {}) {
  const text = new Blob([`${lines.join('\n')}\n`])
  return (await readInteractions(text, { name: 'f', ...options })).userIds
}

const lists = ['0 1 2 4', '1 0 4', '2 3 4 1', '3 0', '4 1 2 3 0']
const asked = (first: string) =>
  `f:1: expected a user and their items on each line, got '${first}', which seem to be the numbers of users and items: choose with skipLines (1) or format ('adjacency')`

it.each([
  ['5 5', lists],
  ['9 340', lists], // of a part of the lines
  ['3 4', ['17 4 8 9', '3 4 8', '12 9 4 2']], // in no order
])('the numbers of users and items, %s, above lists are asked about', async (first, below) => {
  await expect(users([first, ...below])).rejects.toThrow(asked(first))
  expect(await users([first, ...below], { skipLines: 1 })).toHaveLength(below.length)
  expect(await users([first, ...below], { format: 'adjacency' })).toContain(first.split(' ')[0])
})

it.each(['4 5', '7 2', '0 3'])(
  '%s above lists is a user with one item, where it counts neither',
  async (first) => {
    const below =
      first === '0 3' ? ['1 1 2 4', '2 0 4', '5 3 4 1'] : ['10 1 2 4', '11 0 4', '12 3 4 1', '13 0 6']
    expect(await users([first, ...below])).toHaveLength(below.length + 1)
  },
)
