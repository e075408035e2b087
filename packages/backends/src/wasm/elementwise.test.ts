import { expectClose } from '@hvamp/testing'
import { engine, exp, logSumExp, tanh, tensor1d } from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { useBackend } from '../index'

beforeAll(() => useBackend('wasm'))

const everywhere = Float32Array.from(
  { length: 4003 },
  (_, i) => Math.sign(i - 2001) * ((i - 2001) / 800) ** 4,
)

it('is tanh to single precision everywhere, for counts that are no multiple of four too', async () => {
  expectClose(await tanh(tensor1d(everywhere)).data(), Float64Array.from(everywhere, Math.tanh), {
    rtol: 3e-7,
    atol: 0,
  })
})

it('is e^x to single precision', async () => {
  const x = everywhere.map((value) => 2 * value) // −78 … 78
  expectClose(await exp(tensor1d(x)).data(), Float64Array.from(x, Math.exp), { rtol: 6e-7, atol: 0 })
})

it.each([
  { name: 'tanh', op: tanh, of: Math.tanh },
  { name: 'exp', op: exp, of: Math.exp },
])('$name keeps what is beyond numbers and the smallest numbers', async ({ op, of }) => {
  const x = [0, 1e-30, -1e-30, 100, -150, Infinity, -Infinity, NaN]
  expect([...(await op(tensor1d(x)).data())]).toEqual([...Float32Array.from(x, of)])
})

it.each([
  { dtype: 'int32', x: [0, 1, -3, 5, 12, -100_000, 100_000] },
  { dtype: 'bool', x: [1, 0, 1, 1, 0] },
] as const)('takes e^x of $dtype as of the same numbers as floats', async ({ dtype, x }) => {
  const given = tensor1d([...x], dtype)
  const before = engine().backend.numDataIds()
  const powers = exp(given)
  expect(engine().backend.numDataIds()).toBe(before + 1)
  expect(powers.dtype).toBe('float32')
  expect([...(await powers.data())]).toEqual([...(await exp(tensor1d([...x], 'float32')).data())])
  if (dtype === 'int32') expectClose(await logSumExp(given).data(), 100_000)
})
