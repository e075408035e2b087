import { requireKnown } from '@hvamp/random'
import {
  type AdamAttributes,
  disposeWeights,
  fusedOr,
  type Weight,
  type Weights,
  weight,
} from '@hvamp/tensors'
import { type Tensor, tidy, zeros } from '@tensorflow/tfjs-core'
import { composedAdam } from './composed-adam'

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
}

/** The options with nothing left open. */
export type AdamSettings = { readonly [Name in keyof AdamOptions]-?: NonNullable<AdamOptions[Name]> }

/** Adam over a set of weights: it owns their moments, which are as large as the weights, twice. */
export interface Adam {
  /** Its options, with their defaults. */
  readonly options: AdamSettings
  /** First moments under the names of the weights. */
  readonly moments: Weights
  readonly secondMoments: Weights
  /**
   * Changes the weights by one step.
   *
   * @param gradients one for each weight, by name; taken over and disposed, each as soon as it is used
   * @param step number of this step, from 1: the bias correction depends on it
   */
  update(gradients: Readonly<Record<string, Tensor>>, step: number): void
  /** Frees the moments. */
  dispose(): void
}

/**
 * Adam (Kingma and Ba 2015), as the paper's authors use it: w ← w − learningRate · m̂ / (√v̂ + ε), with
 * m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).
 *
 * The `rate` of a weight multiplies its learning rate. Moments below 1e-30 are written as 0, if not in every step: subnormal numbers would slow the later ones down.
 *
 * Fused kernel: `HvampAdam` ({ weight, moment, secondMoment, gradient }, `AdamAttributes`), which updates the first
 * three in place and returns a scalar that means nothing. Tensors that share data with a weight change with it.
 *
 * @throws if an option is unknown or out of its range
 * @example adam(model.weights, { learningRate: 1e-3, gradientNormalization: 'none' })
 */
export function adam(weights: Weights, options: AdamOptions = {}): Adam {
  requireKnown('adam: options', options, {
    ...{ learningRate: true, beta1: true, beta2: true, epsilon: true },
    ...{ gradientNormalization: true, weightDecay: true },
  })
  const chosen = checked(options)
  const { gradientNormalization, weightDecay, ...numbers } = chosen
  const moments = zerosFor(weights)
  const secondMoments = zerosFor(weights)

  function updateOne(name: string, { variable, blocks, rate }: Weight, gradient: Tensor, step: number): void {
    const inputs = {
      weight: variable,
      moment: moments[name]!.variable,
      secondMoment: secondMoments[name]!.variable,
      gradient,
    }
    const attributes: AdamAttributes = {
      ...numbers,
      learningRate: numbers.learningRate * rate,
      step,
      blocks,
      normalize: gradientNormalization === 'perTensor',
      weightDecay: variable.rank < 2 ? 0 : weightDecay,
    }
    tidy(() => {
      fusedOr('HvampAdam', inputs, attributes, () => composedAdam(inputs, attributes))
    })
  }

  return {
    options: chosen,
    moments,
    secondMoments,
    update(gradients, step) {
      for (const [name, one] of Object.entries(weights)) {
        const gradient = gradients[name]
        if (!gradient) throw new Error(`adam: every weight must have a gradient, '${name}' has none`)
        updateOne(name, one, gradient, step)
        gradient.dispose()
      }
    },
    dispose() {
      disposeWeights(moments)
      disposeWeights(secondMoments)
    },
  }
}

function zerosFor(weights: Weights): Weights {
  return Object.fromEntries(
    Object.entries(weights).map(([name, { variable }]) => [name, weight(zeros(variable.shape))]),
  )
}

function checked({
  learningRate = 5e-4,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
  gradientNormalization = 'perTensor',
  weightDecay = 0,
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
  return { learningRate, beta1, beta2, epsilon, gradientNormalization, weightDecay }
}
