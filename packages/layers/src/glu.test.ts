import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { availableBackends, expectAsOnCpu, expectClose, expectGradient, weightedSum } from '@hvamp/testing'
import { grad, memory, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { glu } from './index'

const sizes = [
  { rows: 1, units: 1 },
  { rows: 3, units: 5 },
  { rows: 2, units: 8 },
]

describe.each(await availableBackends())('glu on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  describe.each(sizes)('of $rows rows and $units units', ({ rows, units }) => {
    const values = random(1).normals(rows * 2 * units)
    const x = () => tensor2d(values, [rows, 2 * units])

    it('is v · σ(g)', async () => {
      const expected = Array.from({ length: rows * units }, (_, at) => {
        const start = Math.floor(at / units) * 2 * units + (at % units)
        return values[start]! / (1 + Math.exp(-values[start + units]!))
      })
      const result = glu(x())
      expect(result.shape).toEqual([rows, units])
      expectClose(await result.data(), expected)
    })

    it('has the gradient that differences give', async () => {
      await expectGradient((x) => weightedSum(glu(x)), [x()])
    })

    it('agrees with its composition out of tfjs ops, gradient too', async () => {
      const compute = () => [glu(x()), grad((x) => weightedSum(glu(x as Tensor2D)))(x())]
      await expectAsOnCpu(backend, compute)
    })

    it('leaves no tensor but its result', () => {
      const given = x()
      const before = memory().numTensors
      glu(given)
      expect(memory().numTensors).toBe(before + 1)
    })
  })

  it('is finite far out, where the gate is open or shut', async () => {
    const x = tensor2d([3, 3, 200, -200], [1, 4])
    expectClose(await glu(x).data(), [3, 0])
    const gradient = grad((x) => weightedSum(glu(x as Tensor2D)))(x)
    expect(Array.from(await gradient.data()).every(Number.isFinite)).toBe(true)
  })

  it('refuses values without a gate each', () => {
    expect(() => glu(tensor2d([1, 2, 3, 4, 5, 6], [2, 3]))).toThrow(
      'glu: x [2,3] must have an even number of columns, a gate for each value',
    )
  })
})
