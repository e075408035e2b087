import { interactionsFrom } from '@hvamp/data'
import { expect, it } from 'vitest'
import { histories } from './file-histories'

const of = (users: number) =>
  interactionsFrom(Array.from({ length: users }, (_, user) => ({ user: `u${user}`, item: 'tea', value: 1 })))

it('stay where fewer than half of the users come again, which may be half a file, unless that is forced', async () => {
  let users = 10
  const kept = await histories(async () => of(users))
  users = 5
  expect(await kept.reload()).toEqual({ isTaken: true, users: 5 })
  users = 2
  expect(await kept.reload()).toEqual({ isTaken: false, users: 2 })
  expect(kept.users).toBe(5)
  expect(kept.historyOf('u4')).toEqual(['tea'])
  expect(await kept.reload({ force: true })).toEqual({ isTaken: true, users: 2 })
  expect(kept.historyOf('u4')).toBeUndefined()
})

it('stay where they cannot be read again', async () => {
  let isThere = true
  const kept = await histories(async () => {
    if (!isThere) throw new Error('orders.csv: no such file')
    return of(3)
  })
  isThere = false
  await expect(kept.reload()).rejects.toThrow('orders.csv: no such file')
  expect(kept.users).toBe(3)
})
