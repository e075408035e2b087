import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { availableBackends, expectAsOnCpu, expectClose, expectGradient, weightedSum } from '@hvamp/testing'
import {
  grads,
  memory,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
} from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { mixtureLogDensity } from './index'

interface Problem {
  readonly batch: number
  readonly components: number
  readonly latent: number
  readonly weighted: boolean
  /** Log-variances are drawn about this one. */
  readonly logVariance: number
}

const problems: Problem[] = [
  { batch: 1, components: 1, latent: 1, weighted: false, logVariance: 0 },
  { batch: 4, components: 5, latent: 3, weighted: false, logVariance: 0 },
  { batch: 4, components: 5, latent: 3, weighted: true, logVariance: -1 },
  { batch: 7, components: 33, latent: 10, weighted: true, logVariance: 1 },
]

function given({ batch, components, latent, weighted, logVariance }: Problem, spread = 0.5) {
  const z = random(1).normals(batch * latent)
  const means = random(2).normals(components * latent)
  const logVariances = random(3)
    .normals(components * latent)
    .map((value) => logVariance + spread * value)
  const logWeights = weighted ? random(4).normals(components) : undefined
  const tensors = (): Tensor[] => [
    tensor2d(z, [batch, latent]),
    tensor2d(means, [components, latent]),
    tensor2d(logVariances, [components, latent]),
    ...(logWeights ? [tensor1d(logWeights)] : []),
  ]
  return { z, means, logVariances, logWeights, tensors }
}

const apply = ([z, means, logVariances, logWeights]: readonly Tensor[]) =>
  mixtureLogDensity(
    z as Tensor2D,
    means as Tensor2D,
    logVariances as Tensor2D,
    logWeights as Tensor1D | undefined,
  )

describe.each(await availableBackends())('mixtureLogDensity on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  describe.each(problems)('of $components components, $latent latents, weighted $weighted', (problem) => {
    it('is log Σ w N(z; m, e^l)', async () => {
      const { tensors, ...arrays } = given(problem)
      const result = apply(tensors())
      expect(result.shape).toEqual([problem.batch])
      expectClose(await result.data(), reference(problem, arrays).values, { rtol: 1e-5, atol: 2e-5 })
    })

    it('has the gradients that differences give', async () => {
      const { tensors } = given({ ...problem, batch: 2, components: Math.min(problem.components, 5) })
      await expectGradient((...inputs) => weightedSum(apply(inputs)), tensors())
    })

    it('agrees with what cpu computes, gradients too', async () => {
      const { tensors } = given(problem)
      await expectAsOnCpu(
        backend,
        () => [apply(tensors()), ...grads((...inputs) => weightedSum(apply(inputs)))(tensors())],
        { rtol: 1e-4, atol: 1e-4 },
      )
    })

    it('leaves no tensor but its result', () => {
      const inputs = given(problem).tensors()
      const before = memory().numTensors
      apply(inputs)
      expect(memory().numTensors).toBe(before + 1)
    })
  })

  it.each([-4, -8, -11])(
    'is off by no more than its bound where log-variances are about %d',
    async (logVariance) => {
      const problem: Problem = { batch: 20, components: 50, latent: 40, weighted: false, logVariance }
      const { tensors, ...arrays } = given(problem)
      const { values, bounds } = reference(problem, arrays)
      const actual = await apply(tensors()).data()
      for (let row = 0; row < values.length; row++) {
        expect(Math.abs(actual[row]! - values[row]!)).toBeLessThan(bounds[row]!)
      }
    },
  )

  it('keeps its digits far from the origin: only distances count', async () => {
    const problem: Problem = { batch: 3, components: 4, latent: 2, weighted: false, logVariance: 0 }
    const { tensors, ...arrays } = given(problem)
    const far = (values: Float32Array) => values.map((value) => value + 1000)
    const moved = { ...arrays, z: far(arrays.z), means: far(arrays.means) }
    const [, , logVariances] = tensors()
    const result = apply([tensor2d(moved.z, [3, 2]), tensor2d(moved.means, [4, 2]), logVariances!])
    expectClose(await result.data(), reference(problem, moved).values, { rtol: 1e-4, atol: 1e-4 })
  })

  it('says which shapes do not fit', () => {
    const matrix = (rows: number, columns: number) =>
      tensor2d(new Float32Array(rows * columns), [rows, columns])
    expect(() => mixtureLogDensity(matrix(2, 3), matrix(4, 3), matrix(4, 2))).toThrow(
      'means [4,3] and logVariances [4,2] must have the same shape',
    )
    expect(() => mixtureLogDensity(matrix(2, 3), matrix(4, 2), matrix(4, 2))).toThrow(
      'z [2,3] and means [4,2] must have equally many columns',
    )
    expect(() => mixtureLogDensity(matrix(2, 3), matrix(4, 3), matrix(4, 3), tensor1d([0]))).toThrow(
      'logWeights [1] must have one entry for each of the means [4,3]',
    )
  })
})

/** In float64, with the error that the docstring allows in float32. */
function reference(
  { batch, components, latent }: Problem,
  {
    z,
    means,
    logVariances,
    logWeights,
  }: Pick<ReturnType<typeof given>, 'z' | 'means' | 'logVariances' | 'logWeights'>,
): { values: number[]; bounds: number[] } {
  const centre = Array.from({ length: latent }, (_, i) => {
    let total = 0
    for (let k = 0; k < components; k++) total += means[k * latent + i]! / components
    return total
  })
  const values: number[] = []
  const bounds: number[] = []
  for (let row = 0; row < batch; row++) {
    let bound = 0
    const exponents = Array.from({ length: components }, (_, k) => {
      let exponent = logWeights ? logWeights[k]! : -Math.log(components)
      let size = 0
      for (let i = 0; i < latent; i++) {
        const [own, m, l] = [z[row * latent + i]!, means[k * latent + i]!, logVariances[k * latent + i]!]
        exponent -= (Math.log(2 * Math.PI) + l + (own - m) ** 2 * Math.exp(-l)) / 2
        size += (Math.abs(own - centre[i]!) + Math.abs(m - centre[i]!)) ** 2 * Math.exp(-l)
      }
      bound = Math.max(bound, size * 2 ** -20)
      return exponent
    })
    const highest = Math.max(...exponents)
    values.push(highest + Math.log(exponents.reduce((total, e) => total + Math.exp(e - highest), 0)))
    bounds.push(bound)
  }
  return { values, bounds }
}
