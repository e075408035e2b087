import { expect, it } from 'vitest'
import { rowBasis } from './recommendation-rows'

it('rows that fill a list are chosen by what fills it, the others by what the list is', () => {
  const bases = [0, 1, 2].map((index) => rowBasis({ basis: 'history', filledFrom: 2 }, index, 'trending'))
  expect(bases).toEqual(['history', 'history', 'trending'])
  expect(rowBasis({ basis: 'history' }, 9, 'popular')).toBe('history')
  expect(rowBasis({ basis: 'trending' }, 0, 'trending')).toBe('trending')
})
