import { expect, it } from 'vitest'
import { decimalsLine } from './decimals-line'

it('says that ids are numbers with decimals, where all are', () => {
  expect(decimalsLine('f', { users: ['245.0', '7.0'], items: ['a'] })).toBe(
    "f: ids of users, such as '245.0', have decimals, as pandas writes a column with gaps, and results will have them so: if they are integers elsewhere, write the column as such (Int64) before",
  )
  expect(decimalsLine('f', { users: ['1.0'], items: ['2.0'] })).toContain(
    "ids of users, such as '1.0', and items, such as '2.0', have decimals",
  )
})

it.each([[['245.0', '7']], [['1.5']], [[]], [['v1.0']]])('says nothing of %j', (users) => {
  expect(decimalsLine('f', { users })).toBeUndefined()
})
