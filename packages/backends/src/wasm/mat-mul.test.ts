import { random } from '@hvamp/random'
import { expectClose } from '@hvamp/testing'
import { fused, matMul, type Tensor2D, tensor1d, tensor2d, tensor3d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { useBackend } from '../use-backend'
import { startWasm } from './start'

const blasIsHere = await useBackend('native').then(
  () => true,
  () => false,
)

function product(a: ArrayLike<number>, b: ArrayLike<number>, m: number, n: number, k: number): Float64Array {
  const out = new Float64Array(m * n)
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) for (let l = 0; l < k; l++) out[i * n + j]! += a[i * k + l]! * b[l * n + j]!
  }
  return out
}

function turned(values: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from(
    { length: values.length },
    (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]!,
  )
}

describe.each(['wasm', 'native'] as const)('products on %s', (backend) => {
  if (backend === 'native' && !blasIsHere) return it.skip('no BLAS is installed here')
  beforeAll(async () => {
    await useBackend(backend)
  })

  const sizes = [
    { m: 1, n: 1, k: 1 },
    { m: 5, n: 7, k: 3 },
    { m: 37, n: 66, k: 41 },
    { m: 64, n: 32, k: 128 },
  ]
  describe.each(sizes)('[$m, $k] × [$k, $n]', ({ m, n, k }) => {
    const a = random(1).normals(m * k)
    const b = random(2).normals(k * n)
    const expected = product(a, b, m, n, k)

    it.each([
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ])('is right with transposeA %s, transposeB %s', async (transposeA, transposeB) => {
      const left = transposeA ? tensor2d(turned(a, m, k), [k, m]) : tensor2d(a, [m, k])
      const right = transposeB ? tensor2d(turned(b, k, n), [n, k]) : tensor2d(b, [k, n])
      const out = matMul(left, right, transposeA, transposeB)
      expect(out.shape).toEqual([m, n])
      expectClose(await out.data(), expected, { rtol: 1e-5, atol: 1e-5 })
    })

    it('adds a bias to every row', async () => {
      const bias = random(3).normals(n)
      const out = fused.matMul({ a: tensor2d(a, [m, k]), b: tensor2d(b, [k, n]), bias: tensor1d(bias) })
      expectClose(
        await out.data(),
        expected.map((value, i) => value + bias[i % n]!),
        { rtol: 1e-5, atol: 1e-5 },
      )
    })
  })

  it('leaves batches and activations to tfjs', async () => {
    const batch = matMul(tensor3d([1, 2, 3, 4], [2, 1, 2]), tensor3d([5, 6, 7, 8], [2, 2, 1]))
    expectClose(await batch.data(), [17, 53])
    const relu = fused.matMul({ a: tensor2d([[1, -2]]), b: tensor2d([[1], [1]]), activation: 'relu' })
    expectClose(await relu.data(), [0])
  })

  it('names both shapes when inner sizes differ', () => {
    expect(() => matMul(tensor2d([[1, 2]]), tensor2d([[1, 2]]))).toThrow(/\[?1,2\]?/)
  })

  it('is that of the values an operand has now, though they changed in place', async () => {
    const x: Tensor2D = tensor2d([[1, 1]])
    const w: Tensor2D = tensor2d([[1], [2]])
    expectClose(await matMul(x, w).data(), [3])
    const { context } = await startWasm()
    context.heap.floats(context.heap.offset(w), 2).set([10, 20])
    expectClose(await matMul(x, w).data(), [30])
    expectClose(await fused.matMul({ a: x, b: w, activation: 'relu' }).data(), [30])
  })
})
