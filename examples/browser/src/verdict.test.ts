import { expect, it } from 'vitest'
import { standings, verdictInWords } from './verdict'

const people = 60
const values = (of: (person: number) => number) => Float64Array.from({ length: people }, (_, i) => of(i))
const popularity = { title: 'Popularity', perUser: values((i) => 0.2 + (i % 7) / 100) }
const ease = { title: 'EASE', perUser: values((i) => 0.4 + (i % 5) / 100) }
const near = { title: 'Vamp', perUser: values((i) => 0.4 + (i % 5) / 100 + (i % 2 === 0 ? 0.1 : -0.101)) }

it('names the winner, and by how much it is ahead of the second', () => {
  const found = standings([ease, popularity])
  expect(found.map(({ isAmongBest }) => isAmongBest)).toEqual([true, false])
  expect(verdictInWords(found, 'NDCG@100', people)).toMatch(
    /^EASE is the best: 0\.1\d{3} in NDCG@100 ahead of Popularity, more than chance \(p < 0\.001\)\.$/,
  )
})

it('says which models are within chance of the best', () => {
  const found = standings([popularity, near, ease])
  expect(found.map(({ isAmongBest }) => isAmongBest)).toEqual([false, true, true])
  expect(verdictInWords(found, 'NDCG@100', people)).toBe(
    'EASE and Vamp cannot be told apart: the differences in NDCG@100 are within chance on 60 people.',
  )
})

it('tells nothing apart on one person', () => {
  const one = [ease, popularity].map(({ title, perUser }) => ({ title, perUser: perUser.slice(0, 1) }))
  expect(verdictInWords(standings(one), 'NDCG@100', 1)).toBe(
    'EASE and Popularity cannot be told apart: the differences in NDCG@100 are within chance on 1 person.',
  )
})

it('has a best one where all are equal', () => {
  const found = standings([ease, { ...ease, title: 'EASE, again' }])
  expect(verdictInWords(found, 'NDCG@100', people)).toContain('EASE and EASE, again cannot be told apart')
})
