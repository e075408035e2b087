import { zeros } from '@tensorflow/tfjs-core'
import { expect, it } from 'vitest'
import { weight } from './index'

it('says that a backend must be started, where a weight is made without one', () => {
  const make = () => weight({ shape: [2], make: () => zeros([2]) })
  expect(make).toThrow(
    'weight: a backend must be started first, got none: await useBackend() of @hvamp/backends',
  )
})
