import { expect, it } from 'vitest'
import { isStillRising } from './still-rising'

it.each([
  [{ bestEpoch: 10 }, { patience: 3 }, true],
  [{ bestEpoch: 8 }, { patience: 3 }, true],
  [{ bestEpoch: 7 }, { patience: 3 }, false], // used up in the very last epoch
  [{ bestEpoch: 2 }, { patience: 3, warmUp: 8 }, true],
  [{ bestEpoch: 2 }, { patience: 3, warmUp: 7 }, false],
  [{ bestEpoch: 2 }, { patience: 3, warmUp: 20 }, true],
  [{ bestEpoch: 2 }, {}, true],
  [{ bestEpoch: null }, { patience: 3 }, false], // a model without epochs
  [{ bestEpoch: 2, stopped: 'patience' }, { patience: 3 }, false],
])('of ten epochs, with %o and %o, it is %s that validation was still rising', (ended, options, expected) => {
  expect(isStillRising({ stopped: 'epochs', epochs: 10, ...ended }, options)).toBe(expected)
})
