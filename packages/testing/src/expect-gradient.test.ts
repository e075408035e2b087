import { useBackend } from '@hvamp/backends'
import {
  customGrad,
  type Scalar,
  square,
  sum,
  type Tensor,
  tensor1d,
  variable,
  zerosLike,
} from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { expectGradient } from './expect-gradient'

beforeAll(async () => {
  await useBackend('cpu')
})

describe('expectGradient', () => {
  it('passes a right gradient, of arguments and of variables used inside', async () => {
    const inside = variable(tensor1d([3, -1]))
    await expectGradient((x) => sum<Scalar>(square(x)), [tensor1d([1, 2])])
    await expectGradient((_: Tensor) => sum<Scalar>(square(inside)), [inside])
    expect([...(await inside.data())]).toEqual([3, -1])
  })

  it('catches a wrong one', async () => {
    const wrong = customGrad((x) => ({
      value: sum<Tensor>(square(x as Tensor)),
      gradFunc: () => zerosLike(x as Tensor),
    }))
    await expect(expectGradient((x) => wrong(x) as Scalar, [tensor1d([1, 2])])).rejects.toThrow(
      'gradient of input 0: 2 of 2 values are off',
    )
  })
})
