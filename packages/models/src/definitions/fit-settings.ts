import { z } from 'zod'
import { count, nonNegative, oneOf, positive, whole } from '../recommender/option-rules'

/** The settings of `fit` that models have defaults for, as numbers and names; each model uses some of them. */
export const fitSettings = z.strictObject({
  beta: nonNegative.describe('weight β of the KL term after the warm-up; the paper tried 0.1 to 1'),
  warmUp: whole.describe('epochs in which β grows from 0'),
  epochs: count.describe('epochs at most'),
  batchSize: count.describe('users in a batch'),
  patience: count.describe(
    'stop after this many epochs without a better validation, counted after the warm-up',
  ),
  learningRate: positive.describe('learning rate of Adam'),
  optimizer: oneOf(['adam', 'rowMoments']).describe(
    'Adam, or Adam with one second moment for each item, which changes only items of the batch where it can',
  ),
  gradientNormalization: oneOf(['perTensor', 'none']).describe("divide each tensor's gradient by its norm"),
  weightDecay: nonNegative.describe('weight of the L2 penalty on matrices'),
})

/** Settings of `fit`; a setting that is missing has no effect on the model. */
export type FitSettings = {
  readonly [Name in keyof z.output<typeof fitSettings>]?: z.output<typeof fitSettings>[Name] | undefined
}

/** How the paper (Kim and Suh 2019) fits networks. */
export const networkFit = {
  epochs: 400,
  batchSize: 200,
  patience: 50,
  learningRate: 0.0005,
  optimizer: 'adam',
  gradientNormalization: 'perTensor',
  weightDecay: 0,
} as const satisfies FitSettings

/** How the paper fits networks with a KL term. */
export const variationalFit = { beta: 0.3, warmUp: 100, ...networkFit } as const satisfies FitSettings
