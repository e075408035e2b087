import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import {
  availableBackends,
  expectAsOnCpu,
  expectClose,
  expectGradient,
  randomRows,
  weightedSum,
} from '@hvamp/testing'
import { grad, memory, ones, sum, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { dropout } from './index'

describe.each(await availableBackends())('dropout on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  it.each([0.1, 0.5, 0.75])('drops a share of %d, scales the rest, and so keeps the mean', async (rate) => {
    const [rows, columns] = [201, 503]
    const values = await dropout(ones([rows, columns]) as Tensor2D, rate, random(1)).data()
    const kept = values.filter((value) => value !== 0)
    expectClose(kept, new Float32Array(kept.length).fill(1 / (1 - rate)))
    // four standard deviations of a binomial share
    const deviation = Math.sqrt((rate * (1 - rate)) / values.length)
    expect(Math.abs(1 - kept.length / values.length - rate)).toBeLessThan(4 * deviation)
  })

  it.each([1, 3, 4, 7, 64])('draws the same mask for %d columns as every other backend', async (columns) => {
    const compute = () => {
      const x = tensor2d(random(1).normals(3 * columns), [3, columns])
      return [dropout(x, 0.5, random(9)), dropout(x, 0.3, random(9))]
    }
    await expectAsOnCpu(backend, compute, { rtol: 1e-6, atol: 0 })
  })

  it('is a function of the stream: another for another stream, the same when asked again', async () => {
    const x = ones([10, 10]) as Tensor2D
    const noise = random(1).fork('a')
    const first = await dropout(x, 0.5, noise).data()
    expect(await dropout(x, 0.5, noise).data()).toEqual(first)
    expect(await dropout(x, 0.5, random(1).fork('b')).data()).not.toEqual(first)
  })

  it('lets gradients through the same mask', async () => {
    const x = tensor2d(random(1).normals(21), [3, 7])
    await expectGradient((x) => weightedSum(dropout(x, 0.4, random(2))), [x])
    const mask = await dropout(ones([3, 7]) as Tensor2D, 0.4, random(2)).data()
    const gradient = grad((x) => sum(dropout(x as Tensor2D, 0.4, random(2))))(x)
    expectClose(await gradient.data(), mask)
  })

  it('leaves no tensor but its result', () => {
    const x = ones([3, 7]) as Tensor2D
    const before = memory().numTensors
    dropout(x, 0.4, random(2))
    expect(memory().numTensors).toBe(before + 1)
  })

  it('gives its input itself at a rate of 0', () => {
    const x = ones([3, 7]) as Tensor2D
    expect(dropout(x, 0, random(2))).toBe(x)
  })

  it('refuses a rate outside [0, 1)', () => {
    for (const rate of [-0.1, 1, Number.NaN]) {
      expect(() => dropout(ones([1, 1]) as Tensor2D, rate, random(1))).toThrow(`got ${rate}`)
    }
  })
})

describe('dropout of sparse rows', () => {
  it('zeroes or scales stored values and leaves the others', () => {
    const rows = randomRows({ rowCount: 50, columnCount: 400 })
    const dropped = dropout(rows, 0.5, random(1))
    expect(dropped.columns).toBe(rows.columns)
    let zeros = 0
    dropped.values.forEach((value, i) => {
      if (value === 0) zeros++
      else expectClose(value, 2 * rows.values[i]!)
    })
    expect(Math.abs(zeros / rows.values.length - 0.5)).toBeLessThan((4 * 0.5) / Math.sqrt(rows.values.length))
    expect(dropout(rows, 0.5, random(1)).values).toEqual(dropped.values)
  })
})
