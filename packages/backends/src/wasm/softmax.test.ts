import { engine, fill, type NamedTensorMap, type Tensor, tensor2d } from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { useBackend } from '../use-backend'

beforeAll(() => useBackend('wasm'))

function logSumExp(x: Tensor): number {
  const out = engine().runKernel('HvampLogSumExp', { x } as NamedTensorMap) as Tensor
  return out.dataSync()[0]!
}

describe('HvampLogSumExp', () => {
  it('of n zeros is the logarithm of n', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300_000 }), (n) => {
        const expected = Math.log(n)
        expect(Math.abs(logSumExp(fill([1, n], 0)) - expected)).toBeLessThanOrEqual(
          1e-6 * Math.max(1, expected),
        )
      }),
      { numRuns: 50 },
    )
  })

  it('is that of the largest, where the others are nothing to it, and NaN of NaN', () => {
    expect(logSumExp(tensor2d([[-1000, 50, -200]]))).toBe(50)
    expect(logSumExp(tensor2d([[1, Number.NaN, 2]]))).toBeNaN()
  })
})
