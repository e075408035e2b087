import { expect, it } from 'vitest'
import { apartLine } from './apart-line'

const line = (
  value: number,
  [lowest, highest]: readonly [number, number],
  format: 'table' | 'rows' = 'table',
) => apartLine('jester.csv', { format, apart: { value, count: 22_880, of: 30_000, lowest, highest } })

it('says how many ratings are one value apart, on which side, and what to do', () => {
  expect(line(99, [-10, Math.fround(9.9)])).toBe(
    'jester.csv: 22,880 of 30,000 ratings are 99, far above the others (-10 to 9.9): if it stands for no rating, leave these rows out before',
  )
  expect(line(-99, [-10, 10])).toContain('ratings are -99, far below the others (-10 to 10): if')
  expect(line(-1, [1, 10])).toContain('ratings are -1, below the others (1 to 10): if')
  expect(line(-1, [1, 10], 'rows')).toContain('no rating, a --query with WHERE leaves them out')
})

it('says nothing without one', () => {
  expect(apartLine('ratings.csv', { format: 'table' })).toBeUndefined()
})
