import { expect, it } from 'vitest'
import { unmeasuredLines, unmeasuredNotes } from './unmeasured-users'

const part = { part: 'test', interactions: 9, heldOut: 9 } as const

it('says of parts and of means how many users have nothing held out, and nothing where all have', () => {
  expect(unmeasuredLines([{ ...part, users: 30, withoutHeldOutItems: 1 }])).toEqual([
    'test: 1 of the 30 users has nothing held out, so 29 are measured',
  ])
  expect(unmeasuredNotes({ measured: 167, withoutHeldOutItems: 28 })).toEqual([
    '28 users more have nothing held out, so nothing is measured on them.',
  ])
  expect(unmeasuredLines([{ ...part, users: 30, withoutHeldOutItems: 0 }])).toEqual([])
  expect(unmeasuredNotes({ measured: 30, withoutHeldOutItems: 0 })).toEqual([])
})

it('says of a fifth and more what that means', () => {
  const cause =
    ': they have too few items, of those that training users have, for --fold-in to hold one out, which takes 5 at least; a higher --min-user, a lower --held-out, more --folds or --split leave-one-out measures more'
  expect(unmeasuredLines([{ ...part, users: 90, withoutHeldOutItems: 66 }])).toEqual([
    `test: 66 of the 90 users have nothing held out, so 24 are measured${cause}`,
  ])
  expect(unmeasuredNotes({ measured: 80, withoutHeldOutItems: 20 })).toEqual([
    `20 users more have nothing held out, so nothing is measured on them${cause}.`,
  ])
  expect(unmeasuredNotes({ measured: 80, withoutHeldOutItems: 20 }, 'file')).toEqual([
    expect.stringContaining(
      "takes 5 at least; rows of a longer time measure more; 'hvamp train --split time' on",
    ),
  ])
})
