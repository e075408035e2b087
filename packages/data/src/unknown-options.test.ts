import { expect, it } from 'vitest'
import {
  alignHistories,
  binarize,
  divideHistories,
  filterInteractions,
  interactionsFrom,
  leaveOneOut,
  readInteractions,
  splitAsGiven,
  splitByTime,
  splitFold,
  splitHistories,
  splitUsers,
  splitUsersById,
  syntheticInteractions,
} from './index'

const entries = Array.from({ length: 60 }, (_, i) => ({ user: i >> 2, item: i % 7, value: 5, timestamp: i }))
const ratings = interactionsFrom(entries)

const withOptions: Readonly<Record<string, (options: object) => unknown>> = {
  alignHistories: (options) => alignHistories(ratings, ratings.itemIds, options),
  binarize: (options) => binarize(ratings, options),
  divideHistories: (options) => divideHistories(ratings, options),
  filterInteractions: (options) => filterInteractions(ratings, options),
  leaveOneOut: (options) => leaveOneOut(ratings, options),
  splitAsGiven: (options) => splitAsGiven(ratings, ratings, { validation: 0, ...options }),
  splitByTime: (options) => splitByTime(ratings, options),
  splitFold: (options) => splitFold(ratings, { folds: 3, fold: 1, ...options }),
  splitHistories: (options) => splitHistories(ratings, options),
  splitUsers: (options) => splitUsers(ratings, { heldOut: 1, ...options }),
  splitUsersById: (options) => splitUsersById(ratings, { share: 0.1, ...options }),
  syntheticInteractions: (options) =>
    syntheticInteractions({ users: 10, items: 40, interactionsPerUser: 8, ...options }),
}

it.each(Object.entries(withOptions))('%s refuses an option that does not exist', (name, call) => {
  expect(() => call({ sead: 1 })).toThrow(new RegExp(`^${name}: options must be among .+, got 'sead'$`))
})

it('names the options in its place', () => {
  expect(() => binarize(ratings, { atleast: 4 } as object)).toThrow(
    "binarize: options must be among atLeast, got 'atleast'",
  )
  expect(() => binarize(ratings, 4 as unknown as object)).toThrow(
    'binarize: options must be an object, got 4',
  )
})

it('refuses options of reading that do not exist', async () => {
  await expect(readInteractions(new Blob(['1,2\n']), { userColumn: 'a' } as object)).rejects.toThrow(
    "got 'userColumn'",
  )
})

it('asks splitUsers for heldOut, of both parts', () => {
  const split = (options: object) => splitUsers(ratings, options as { heldOut: number })
  expect(() => split({})).toThrow(
    'splitUsers: heldOut must be a number of users, or { validation, test }, got none',
  )
  expect(() => split({ heldOut: { validation: 1, tests: 1 } })).toThrow(
    "splitUsers: heldOut must be among validation, test, got 'tests'",
  )
  expect(() => split({ heldOut: '5' })).toThrow('splitUsers: heldOut must be an object, got 5')
})
