import { expect, it } from 'vitest'
import { fromTime, readInteractions } from '../index'

const read = (timestamps: boolean) =>
  readInteractions(new Blob(['user,item,time\n1,a,0\n1,b,1700000000\n2,c,0\n3,a,1600000000\n']), {
    timestamps,
  })

it('keeps entries of a time and later, and no user or item without any', async () => {
  const { userIds, itemIds, timestamps } = fromTime(await read(true), 1)
  expect([userIds, itemIds, [...timestamps!]]).toEqual([
    ['1', '3'],
    ['a', 'b'],
    [1.7e9, 1.6e9],
  ])
})

it('throws without times', async () => {
  const untimed = await read(false)
  expect(() => fromTime(untimed, 1)).toThrow('fromTime: interactions must have timestamps, got none')
  const timed = await read(true)
  expect(() => fromTime(timed, Number.NaN)).toThrow('earliest must be a number, got NaN')
})
