import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { binarize, interactionsFrom } from '@hvamp/data'
import { readRatings } from '@hvamp/data/node'
import { expect, it } from 'vitest'
import { fileHistories, histories } from './file-histories'

const of = (users: number) =>
  interactionsFrom(Array.from({ length: users }, (_, user) => ({ user: `u${user}`, item: 'tea', value: 1 })))

it('stay where fewer than half of the users come again, which may be half a file, unless that is forced', async () => {
  let users = 10
  const kept = await histories(async () => of(users))
  users = 5
  expect(await kept.reload()).toEqual({ isTaken: true, users: 5 })
  users = 2
  expect(await kept.reload()).toEqual({ isTaken: false, users: 2 })
  expect(kept.refused?.message).toBe('histories: must be of at least half of the 5 users before, got 2')
  expect(kept.users).toBe(5)
  expect(kept.historyOf('u4')).toEqual(['tea'])
  expect(await kept.reload({ force: true })).toEqual({ isTaken: true, users: 2 })
  expect(kept.historyOf('u4')).toBeUndefined()
  expect(kept.refused).toBeUndefined()
})

it('have the ratings of what is liked, and of interactions alone where the values are not all 1', async () => {
  const rows = [
    { user: 'ann', item: 'tea', value: 4.5 },
    { user: 'ann', item: 'rum', value: 1 },
    { user: 'bob', item: 'rum', value: 2 },
  ]
  const rated = interactionsFrom(rows)
  const ann = { history: ['tea', 'rum'], ratings: [4.5, 1] }
  expect((await histories(async () => rated)).historyOf('ann')).toEqual(ann)
  const { historyOf } = await histories(async () => ({ rated, liked: rated }))
  expect([historyOf('ann'), historyOf('bob')]).toEqual([ann, { history: ['rum'], ratings: [2] }])
  const ones = of(3)
  const own = await histories(async () => ({ rated: ones, liked: ones }))
  expect(own.historyOf('u1')).toEqual({ history: ['tea'], ratings: [1] })
})

it('of a file of ratings are what counts as liked, or all with the ratings, as was chosen', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-histories-'))
  const path = join(folder, 'ratings.csv')
  await writeFile(path, 'user,item,rating\nann,tea,4.5\nann,rum,1\nbob,rum,2\n')
  await expect(fileHistories(path)).rejects.toThrow(
    `${path}: must have rows of what is liked, got ratings: choose atLeast, from which they are likes, or keepRatings for a model of ratings`,
  )
  const liked = await fileHistories(path, { atLeast: 4 })
  expect(liked.users).toBe(2)
  expect(liked.historyOf('ann')).toEqual({ history: ['tea'], without: ['tea', 'rum'] })
  expect(liked.historyOf('bob')).toEqual({ history: [], without: ['rum'] })
  const kept = await fileHistories(path, { keepRatings: true })
  expect(kept.historyOf('ann')).toEqual({ history: ['tea', 'rum'], ratings: [4.5, 1] })
  await expect(fileHistories(path, { atLeast: 5 })).rejects.toThrow(
    `${path}: must have ratings of at least 5, got none`,
  )
  await expect(fileHistories(path, { atLeast: 4, keepRatings: true })).rejects.toThrow(
    'fileHistories: options must have one of atLeast and keepRatings, got both',
  )
  const ones = join(folder, 'ones.csv')
  await writeFile(ones, 'user,item,rating\nann,tea,1\n')
  const ofOnes = await fileHistories(ones, { keepRatings: true })
  expect(ofOnes.historyOf('ann')).toEqual({ history: ['tea'], ratings: [1] })
  const orders = join(folder, 'orders.csv')
  await writeFile(orders, 'user,item,plays\nann,tea,3\nbob,rum,40\n')
  expect((await fileHistories(orders)).historyOf('ann')).toEqual({ history: ['tea'], ratings: [3] })
  await writeFile(orders, 'user,item\nann,tea\n')
  await expect(fileHistories(orders, { atLeast: 4 })).rejects.toThrow(
    `${orders}: must have ratings for atLeast, got none`,
  )
  await rm(folder, { recursive: true })
})

it('of a file in which a column that is not read may say what was not liked are refused, unless how to read it is chosen', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-histories-'))
  const named = join(folder, 'named.csv')
  await writeFile(named, 'user,item,is_liked\nann,tea,1\nann,rum,0\nbob,rum,1\n')
  const refusal = (path: string, column: string | number) =>
    `${path}: must have rows of what is liked, got column '${column}', which is not read and may say what is not: choose with histories(() => readRatings(…)), whose options read it or not`
  await expect(fileHistories(named)).rejects.toThrow(refusal(named, 'is_liked'))
  await expect(fileHistories(named, { atLeast: 1 })).rejects.toThrow(refusal(named, 'is_liked'))
  const byValues = join(folder, 'values.csv')
  const rows = Array.from(
    { length: 300 },
    (_, i) => `u${i % 50},i${(7 * i) % 90},${(i >> 2) % 3 === 0 ? 'dislike' : 'like'}`,
  )
  await writeFile(byValues, ['user,item,verdict', ...rows].join('\n'))
  await expect(fileHistories(byValues)).rejects.toThrow(refusal(byValues, 'verdict'))
  const all = await histories(() => readRatings(named, { ratings: false }))
  expect(all.historyOf('ann')).toEqual(['tea', 'rum'])
  const liked = await histories(async () =>
    binarize(await readRatings(named, { columns: { rating: 'is_liked' } }), { atLeast: 1 }),
  )
  expect(liked.historyOf('ann')).toEqual(['tea'])
  await rm(folder, { recursive: true })
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

it('are those of the read that was begun last, however long the ones before take', async () => {
  let users = 3
  let wait = Promise.resolve()
  const kept = await histories(async () => {
    const found = of(users)
    await wait
    return found
  })
  wait = new Promise((resolve) => setTimeout(resolve, 50))
  users = 4
  const slow = kept.reload()
  await new Promise(setImmediate)
  wait = Promise.resolve()
  users = 5
  const quick = kept.reload()
  expect(await Promise.all([slow, quick])).toEqual([
    { isTaken: true, users: 4 },
    { isTaken: true, users: 5 },
  ])
  expect(kept.users).toBe(5)
})

it('are read again after a read that failed', async () => {
  let isThere = true
  const kept = await histories(async () => {
    if (!isThere) throw new Error('orders.csv: no such file')
    return of(3)
  })
  isThere = false
  const failing = kept.reload()
  await expect(failing).rejects.toThrow('no such file')
  expect(kept.refused?.message).toBe('orders.csv: no such file')
  isThere = true
  expect(await kept.reload()).toEqual({ isTaken: true, users: 3 })
  expect(kept.refused).toBeUndefined()
})
