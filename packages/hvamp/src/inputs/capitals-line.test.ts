import { expect, it } from 'vitest'
import { capitalsLine } from './capitals-line'

it('says which users and items differ from others in capitals alone', () => {
  const users = ['7', 'anna', 'Anna', 'Bob', 'ANNA']
  expect(capitalsLine('a.csv', { users, items: ['T-1', 't-1', 'T-2'] })).toBe(
    "a.csv: 2 users differ from others in capitals alone, such as 'Anna' from 'anna'; 1 item differs from another in capitals alone, such as 't-1' from 'T-1', and count as different ones: if they are the same, write their ids in small letters before",
  )
})

it('says nothing where none does', () => {
  expect(capitalsLine('a.csv', { users: ['1', '1', 'a', 'B'] })).toBeUndefined()
})
