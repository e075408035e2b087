import { interactionsFrom, leaveOneOut } from '@hvamp/data'
import { expect, it } from 'vitest'
import { dividedTimesLine, equalTimesLine, hasOneTimeEach } from './equal-times'

/** A user for each row of times. */
const of = (...users: number[][]) =>
  interactionsFrom(
    users.flatMap((times, user) =>
      times.map((timestamp, item) => ({ user: `u${user}`, item: `i${item}`, timestamp })),
    ),
  )

it('counts users whose latest time is that of several interactions', () => {
  expect(equalTimesLine('lists.json', of([5, 7, 7], [7, 7], [1, 1, 2], [9]))).toBe(
    'lists.json: 2 of 4 users have several interactions at their latest time: which of these are held out is by their order in the file',
  )
  expect(equalTimesLine('lists.json', of([7, 7], [1, 2]))).toContain('1 of 2 users has several')
  expect(equalTimesLine('lists.json', of([1, 1, 2], [3]))).toBeUndefined()
  expect(equalTimesLine('lists.json', interactionsFrom([{ user: 'a', item: 'b' }]))).toBeUndefined()
})

it('knows where each user has one time', () => {
  expect(hasOneTimeEach(of([5, 5], [7, 7, 7], [1]))).toBe(true)
  expect(hasOneTimeEach(of([5, 5], [7, 8]))).toBe(false)
  expect(hasOneTimeEach(of([5], [7]))).toBe(false)
})

it('counts users with a time on both sides of where validation or test begins, before their latest one', () => {
  const line = (...users: number[][]) =>
    dividedTimesLine('plays.csv', leaveOneOut(of(...users, [1, 2, 3, 4, 5, 6]), { choose: 'latest' }))
  expect(line([1, 5, 5, 7], [1, 2, 3, 4], [1, 2, 7, 7])).toBe(
    'plays.csv: 1 of 4 users has several interactions at the time where validation or test begins: which of these are held out is by their order in the file',
  )
  expect(line([1, 2, 3], [1, 1, 2, 3], [7, 7, 7])).toBeUndefined()
})

it('looks at the times of a user with more interactions than a call has arguments', () => {
  const split = leaveOneOut(of(Array.from({ length: 200_000 }, (_, time) => time)), { choose: 'latest' })
  expect(dividedTimesLine('plays.csv', split)).toBeUndefined()
})
