import { requireKnown } from '@hvamp/random'
import {
  type AdamAttributes,
  assignSlices,
  disposeWeights,
  fusedOr,
  gatherSlices,
  type Weight,
  type Weights,
  weight,
} from '@hvamp/tensors'
import { tidy, variable, zeros } from '@tensorflow/tfjs-core'
import { type AdamInputs, type AdamState, composedAdam } from './composed-adam'
import { type Gradient, type SparseGradient, tensorOf } from './gradient'
import { requireStep } from './require-step'

export interface AdamOptions {
  /** 0.0005 by default. */
  readonly learningRate?: number | undefined
  /** Decay of the first moment, 0.9 by default. */
  readonly beta1?: number | undefined
  /** Decay of the second moment, 0.999 by default. */
  readonly beta2?: number | undefined
  /** Added to the root of the second moment, 1e-8 by default. */
  readonly epsilon?: number | undefined
  /**
   * `perTensor`, the default and what the paper's authors do: each tensor's gradient is first divided by its L2
   * norm + 1e-7. The `blocks` of a weight count as tensors of their own.
   */
  readonly gradientNormalization?: 'perTensor' | 'none' | undefined
  /**
   * L2 penalty: weightDecay · weight is added to the gradient, after its normalisation. 0 by default. Weights with
   * fewer than two dimensions, such as biases, are left alone.
   */
  readonly weightDecay?: number | undefined
  /**
   * `perRow` keeps one second moment for each row, or column, of a matrix that has a `sparseAxis` along it, such as the matrices of items:
   * that of the mean of the squared gradients. `perElement` by default.
   */
  readonly secondMoments?: 'perElement' | 'perRow' | undefined
}

/** The options with nothing left open, but for `secondMoments`, which is absent unless they are per row. */
export type AdamSettings = {
  readonly [Name in Exclude<keyof AdamOptions, 'secondMoments'>]-?: NonNullable<AdamOptions[Name]>
} & { readonly secondMoments?: 'perRow' }

/** Adam over a set of weights: it owns their moments, which are as large as the weights, twice, unless the second are per row. */
export interface Adam {
  /** Its options, with their defaults. */
  readonly options: AdamSettings
  /** First moments under the names of the weights. */
  readonly moments: Weights
  readonly secondMoments: Weights
  /**
   * Changes the weights by one step.
   *
   * @param gradients one for each weight, by name; taken over and disposed, each as soon as it is used. One of some rows or columns
   *   changes these alone, weights and moments
   * @param step number of this step, from 1: the bias correction depends on it
   * @throws if it is no such number, or a gradient is missing or no float32 of the weight's shape; the weights are then as they were
   */
  update(gradients: Readonly<Record<string, Gradient>>, step: number): void
  /** Frees the moments. */
  dispose(): void
}

/**
 * Adam (Kingma and Ba 2015), as the paper's authors use it: w ← w − learningRate · m̂ / (√v̂ + ε), with
 * m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).
 *
 * Of a gradient of some rows only these have their step, with the t of all (as LazyAdam of TensorFlow Addons, and the optimizers of
 * FBGEMM, which TorchRec uses): the rest keep their weights and moments, and have no weight decay. With one second moment a row, v of a
 * row is v ← β₂ v + (1 − β₂) mean(g²) over the row (`PARTIAL_ROWWISE_ADAM` of FBGEMM).
 *
 * The `rate` of a weight multiplies its learning rate. Moments below 1e-30 are written as 0, if not in every step: subnormal numbers would slow the later ones down.
 *
 * Fused kernel: `HvampAdam` ({ weight, moment, secondMoment, gradient }, `AdamAttributes`), which updates the first
 * three in place and returns a scalar that means nothing; `HvampRowAdam`, the same with a second moment of [rows, 1] or [1, columns].
 * Tensors that share data with a weight change with it.
 *
 * @throws if an option is unknown or out of its range
 * @example adam(model.weights, { learningRate: 1e-3, gradientNormalization: 'none' })
 */
export function adam(weights: Weights, options: AdamOptions = {}): Adam {
  requireKnown('adam: options', options, {
    ...{ learningRate: true, beta1: true, beta2: true, epsilon: true },
    ...{ gradientNormalization: true, weightDecay: true, secondMoments: true },
  })
  const chosen = checked(options)
  const { gradientNormalization, weightDecay, secondMoments: perRow, ...numbers } = chosen
  const moments = zerosFor(weights, ({ shape }) => shape)
  const secondMoments = zerosFor(weights, perRow ? shapePerRow : ({ shape }) => shape)

  function update(inputs: AdamInputs, { shape, blocks, rate }: Weight, step: number): void {
    const attributes: AdamAttributes = {
      ...numbers,
      learningRate: numbers.learningRate * rate,
      step,
      blocks,
      normalize: gradientNormalization === 'perTensor',
      weightDecay: shape.length < 2 ? 0 : weightDecay,
    }
    const kernel = inputs.secondMoment.size === inputs.weight.size ? 'HvampAdam' : 'HvampRowAdam'
    tidy(() => {
      fusedOr(kernel, inputs, attributes, () => composedAdam(inputs, attributes))
    })
  }

  /** The step of some rows or columns, on copies of them that are put back. */
  function updateSome(whole: AdamState, weight: Weight, given: SparseGradient, step: number) {
    const slices = { axis: weight.sparseAxis!, indices: given.indices }
    const some = tidy(() => ({
      weight: variable(gatherSlices(whole.weight, slices)),
      moment: variable(gatherSlices(whole.moment, slices)),
      secondMoment: variable(gatherSlices(whole.secondMoment, slices)),
    }))
    update({ ...some, gradient: given.values }, weight, step)
    for (const name of ['weight', 'moment', 'secondMoment'] as const) {
      assignSlices(whole[name], some[name], slices)
      some[name].dispose()
    }
  }

  return {
    options: chosen,
    moments,
    secondMoments,
    update(gradients, step) {
      requireStep(weights, gradients, step)
      for (const [name, one] of Object.entries(weights)) {
        const gradient = gradients[name]!
        const inputs = {
          weight: one.variable,
          moment: moments[name]!.variable,
          secondMoment: secondMoments[name]!.variable,
        }
        if ('indices' in gradient) updateSome(inputs, one, gradient, step)
        else update({ ...inputs, gradient }, one, step)
        tensorOf(gradient).dispose()
      }
    },
    dispose() {
      disposeWeights(moments)
      disposeWeights(secondMoments)
    },
  }
}

function zerosFor(weights: Weights, shapeOf: (weight: Weight) => readonly number[]): Weights {
  return Object.fromEntries(
    Object.entries(weights).map(([name, one]) => [name, weight(zeros([...shapeOf(one)]))]),
  )
}

/** [rows, 1] or [1, columns] of a matrix with a `sparseAxis`; the weight's own shape of any other. */
function shapePerRow({ shape, sparseAxis }: Weight): readonly number[] {
  if (sparseAxis === undefined || shape.length < 2) return shape
  return shape.map((length, axis) => (axis === sparseAxis ? length : 1))
}

function checked({
  learningRate = 5e-4,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
  gradientNormalization = 'perTensor',
  weightDecay = 0,
  secondMoments = 'perElement',
}: AdamOptions): AdamSettings {
  const rule = (holds: boolean, text: string, value: unknown) => {
    if (!holds) throw new Error(`adam: ${text}, got ${value}`)
  }
  const finite = Number.isFinite
  rule(finite(learningRate) && learningRate > 0, 'learningRate must be positive and finite', learningRate)
  rule(beta1 >= 0 && beta1 < 1, 'beta1 must be in [0, 1)', beta1)
  rule(beta2 >= 0 && beta2 < 1, 'beta2 must be in [0, 1)', beta2)
  rule(finite(epsilon) && epsilon > 0, 'epsilon must be positive and finite', epsilon)
  rule(finite(weightDecay) && weightDecay >= 0, 'weightDecay must be finite and at least 0', weightDecay)
  rule(
    gradientNormalization === 'perTensor' || gradientNormalization === 'none',
    `gradientNormalization must be 'perTensor' or 'none'`,
    gradientNormalization,
  )
  rule(
    secondMoments === 'perElement' || secondMoments === 'perRow',
    `secondMoments must be 'perElement' or 'perRow'`,
    secondMoments,
  )
  const settings = { learningRate, beta1, beta2, epsilon, gradientNormalization, weightDecay }
  return secondMoments === 'perRow' ? { ...settings, secondMoments } : settings
}
