import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { expectClose, momentsOf } from '@hvamp/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { fanInUniform, heNormal } from './index'

beforeAll(() => useBackend('cpu'))

describe('initializers', () => {
  it('heNormal has mean 0 and variance 2 / fan-in', async () => {
    const { mean, variance } = momentsOf(await heNormal([200, 100], 50, random(1)).data())
    expectClose(mean, 0, { atol: 0.006 }) // four standard errors
    expectClose(variance, 2 / 50, { rtol: 0.04 })
  })

  it('fanInUniform fills ±1/√fan-in evenly', async () => {
    const values = await fanInUniform([20_000], 25, random(1)).data()
    const { mean, variance } = momentsOf(values)
    expectClose(mean, 0, { atol: 0.0033 })
    expectClose(variance, 0.2 ** 2 / 3, { rtol: 0.03 })
    expect(Math.max(...values)).toBeLessThanOrEqual(0.2)
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-0.2)
  })
})
