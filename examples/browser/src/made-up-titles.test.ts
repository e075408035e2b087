import { expect, it } from 'vitest'
import { madeUpTitles } from './made-up-titles'

it('makes up a different title for each id', () => {
  const ids = Array.from({ length: 1500 }, (_, id) => String(id))
  const titles = madeUpTitles(ids)
  expect([...titles.keys()]).toEqual(ids)
  expect(new Set(titles.values()).size).toBe(1500)
  expect(titles.get('0')).toBe('The Quiet Harbour')
})
