import { expect, it } from 'vitest'
import { bestInLastEpochLine } from './best-in-last-epoch'

const last = { epochs: 5, bestEpoch: 5, stopped: 'epochs' }

it('says of one run which epoch that was, of several how many they are', () => {
  expect(bestInLastEpochLine([last])).toMatch(/^validation was best in the last epoch, 5: .*--epochs/)
  expect(bestInLastEpochLine([last, { ...last, bestEpoch: 3 }, last], 'folds')).toMatch(
    /^in 2 of 3 folds validation was best in the last epoch: .*--epochs/,
  )
})

it('says nothing where training was stopped before, has one epoch, or none', () => {
  expect(bestInLastEpochLine([{ ...last, bestEpoch: 4 }])).toBeUndefined()
  expect(bestInLastEpochLine([{ ...last, stopped: 'patience' }])).toBeUndefined()
  expect(bestInLastEpochLine([{ ...last, epochs: 1, bestEpoch: 1 }])).toBeUndefined()
  expect(bestInLastEpochLine([{ epochs: 0, bestEpoch: null }])).toBeUndefined()
  expect(bestInLastEpochLine([])).toBeUndefined()
})
