import { expect, it } from 'vitest'
import { skippedLines } from './skipped-tests'

it('says each reason once, with the number of its tests', () => {
  const redis = '(skipped: Redis is not installed: apt-get install redis-server)'
  const names = [
    `a queue > gives a job to one worker ${redis}`,
    'a queue > knows its address',
    `workers ${redis} > refuse other data`,
    'moto > lists (skipped: moto (a server) is not installed)',
  ]
  expect(skippedLines(names)).toEqual([
    'skipped: 1 test, moto (a server) is not installed',
    'skipped: 2 tests, Redis is not installed: apt-get install redis-server',
  ])
  expect(skippedLines([])).toEqual([])
})
