import { expect, it } from 'vitest'
import { titleSearch } from './title-search'

const titles = ['The Matrix', 'Amélie', 'Matrix Reloaded', 'Toy Story 2', 'Toy Story', 'The Toy']
const search = titleSearch(titles.map((title, index) => ({ id: String(index), title })))
const found = (query: string, options: { limit?: number; without?: Set<string> } = {}) =>
  search(query, { limit: 8, ...options }).map(({ title }) => title)

it('finds the title itself first, then those that begin with the query, then those that have every word of it', () => {
  expect(found('toy story')).toEqual(['Toy Story', 'Toy Story 2'])
  expect(found('matrix')).toEqual(['Matrix Reloaded', 'The Matrix'])
  expect(found('story toy')).toEqual(['Toy Story 2', 'Toy Story'])
  expect(found('matrix toy')).toEqual([])
})

it('heeds neither capitals nor accents', () => {
  expect(found('AMELIE')).toEqual(['Amélie'])
  expect(found(' amélie ')).toEqual(['Amélie'])
})

it('gives the first ones for no query, never more than asked for, and none of those left out', () => {
  expect(found('', { limit: 2 })).toEqual(['The Matrix', 'Amélie'])
  expect(found('toy', { limit: 1 })).toEqual(['Toy Story 2'])
  expect(found('toy', { without: new Set(['4', '5']) })).toEqual(['Toy Story 2'])
})
