import { expectClose } from '@hvamp/testing'
import { tanh, tensor1d } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { useBackend } from '../index'

beforeAll(() => useBackend('wasm'))

it('is tanh to single precision everywhere, for counts that are no multiple of four too', async () => {
  const x = Float32Array.from({ length: 4003 }, (_, i) => Math.sign(i - 2001) * ((i - 2001) / 800) ** 4)
  expectClose(await tanh(tensor1d(x)).data(), Float64Array.from(x, Math.tanh), { rtol: 3e-7, atol: 0 })
})

it('keeps what is beyond numbers and the smallest numbers', async () => {
  const x = [0, 1e-30, -1e-30, 100, -100, Infinity, -Infinity, NaN]
  const expected = Float32Array.from(x, Math.tanh)
  expect([...(await tanh(tensor1d(x)).data())]).toEqual([...expected])
})
