import { useBackend } from '@hvamp/backends'
import { expectClose } from '@hvamp/testing'
import { grad, mul, type Scalar, sum, type Tensor, tensor1d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { clamp } from './index'

describe.each(['cpu', 'wasm'] as const)('clamp on %s', (backend) => {
  beforeAll(async () => {
    await useBackend(backend)
  })

  it('limits its input, and passes the gradient on within the limits alone', async () => {
    const x = tensor1d([-2, 0, 0.3, 1, 1.5])
    expectClose(await clamp(x, 0, 1).data(), [0, 0, 0.3, 1, 1])
    const dx = grad((x: Tensor) => sum<Scalar>(mul(clamp(x, 0, 1), tensor1d([1, 2, 3, 4, 5]))))(x)
    expectClose(await dx.data(), [0, 2, 3, 4, 0])
  })

  it('limits integers as it does floats', async () => {
    const integers = tensor1d([-3, -1, 0, 2, 5], 'int32')
    const clamped = clamp(integers, -1.5, 2)
    expect(clamped.dtype).toBe('float32')
    expectClose(await clamped.data(), [-1.5, -1, 0, 2, 2])
  })

  it('refuses limits in the wrong order', () => {
    expect(() => clamp(tensor1d([1]), 1, 0)).toThrow('low must be at most high, got 1 and 0')
    expect(() => clamp(tensor1d([1]), Number.NaN, 0)).toThrow('got NaN and 0')
  })
})
