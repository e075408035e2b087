import { useBackend } from '@hvamp/backends'
import { describePrior } from '@hvamp/testing'
import { beforeAll, expect, it } from 'vitest'
// @ts-expect-error: a plain program, without declarations
import { logisticPrior } from './logistic-prior.mjs'

beforeAll(() => useBackend('wasm'))

describePrior('logisticPrior', () => logisticPrior({ latent: 2 }))

it('refuses a size that is none', () => {
  expect(() => logisticPrior({ latent: 0 })).toThrow('latent must be a positive integer, got 0')
})
