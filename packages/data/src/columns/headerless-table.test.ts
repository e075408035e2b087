import { expect, it } from 'vitest'
import { doubtAbout } from './headerless-table'

const USER_COUNT = 7
/** Rows of 40 users, times and items. */
const rows = (...cells: readonly ((row: number) => number | string)[]) =>
  Array.from({ length: 60 }, (_, row) => cells.map((cell) => String(cell(row))))
const user = (row: number) => 1000 + (row % USER_COUNT)
const item = (row: number) => (row * 11) % 40
const seconds = (row: number) => 1_511_541_498 + ((row * 7919) % 5003)
const date = (row: number) => `2017-11-${10 + (row % 20)} 16:38:18`

it.each([
  ['first', rows(seconds, user, item)],
  ['first', rows(date, user, item)],
  ['second', rows(user, seconds, item)],
  ['second', rows(user, date, item)],
  ['second', rows(user, (row) => 1000 * seconds(row), item)],
  ['second', rows(user, date, (row) => row % 5)],
])('a table whose %s column has times is in doubt', (name, table) => {
  expect(doubtAbout(table)).toEqual({ why: `a ${name} field that looks like a time` })
})

it('a table of long ids and ratings is in no doubt', () => {
  const rating = (row: number) => 1 + ((row * 3) % 5)
  expect(doubtAbout(rows((row) => 1_511_541_498_000 + (row % USER_COUNT), item, rating))).toBeUndefined()
  expect(doubtAbout(rows(user, (row) => 1_511_541_498 + item(row), rating))).toBeUndefined()
  expect(doubtAbout(rows(user, (row) => 76_561_198_000_000_000 + 4096 * item(row), item))).toBeUndefined()
})
