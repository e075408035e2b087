import { expect, it } from 'vitest'
import { ratingsIn } from './read-ratings'

const file = (values: readonly number[]) =>
  new File(
    [`user,item,plays\n${values.map((value, i) => `u${i % 4},i${i},${value}\n`).join('')}`],
    'plays.csv',
  )

it('takes counts for likes, each of them', async () => {
  const { ratings, wereCounts } = await ratingsIn(file([1, 2, 300, 4, 1]), () => {})
  expect([wereCounts, ratings.values, ratings.items.length]).toEqual([true, undefined, 5])
})

it('keeps ratings as they are', async () => {
  const text = 'user,item,rating\na,x,5\nb,y,2.5\n'
  const { ratings, wereCounts } = await ratingsIn(new File([text], 'ratings.csv'), () => {})
  expect([wereCounts, ratings.values]).toEqual([false, Float32Array.of(5, 2.5)])
})

it('says in words for visitors what is wrong', async () => {
  await expect(ratingsIn(new File(['user,item,item\na,b,c\n'], 'twice.csv'), () => {})).rejects.toThrow(
    'To read it here',
  )
})
