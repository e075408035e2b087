import { z } from 'zod'
import { count, nonNegative, oneOf, positive } from '../recommender/option-rules'
import type { ModelDefinition } from './model-definition'
import { factors, l2, seed } from './shared-options'

/** WMF (Hu, Koren and Volinsky 2008). */
export const wmf = {
  name: 'wmf',
  title: 'WMF',
  options: z.strictObject({
    factors: factors(100),
    positiveWeight: positive
      .default(10)
      .describe("weight of an interaction's error; a pair without an interaction has weight 1"),
    l2: l2(positive, 10),
    solver: oneOf(['cholesky', 'conjugateGradient'])
      .default('cholesky')
      .describe('solve for a vector exactly, or nearly, which is faster with many factors'),
    conjugateGradientSteps: count
      .default(3)
      .describe("steps of the solver 'conjugateGradient' for a vector in an epoch"),
    seed,
  }),
  fit: { epochs: 15 },
} as const satisfies ModelDefinition

/** iALS as tuned by Rendle et al. 2022; the defaults are those of the authors' commands, but for the block. */
export const ials = {
  name: 'ials',
  title: 'iALS',
  options: z.strictObject({
    factors: factors(256),
    unobservedWeight: positive
      .default(0.1)
      .describe('weight α of the error of every pair, against 1 for that of an interaction'),
    l2: l2(positive, 0.003),
    frequencyExponent: nonNegative
      .default(1)
      .describe("exponent ν of a user's or item's frequency, by which l2 is multiplied; 0 multiplies by 1"),
    startDeviation: positive
      .default(0.1)
      .describe(
        'standard deviation of the vectors that training starts from, times the root of their length',
      ),
    blockSize: count.default(32).describe('factors of a vector that are solved at once'),
    seed,
  }),
  fit: { epochs: 16 },
} as const satisfies ModelDefinition

/** Matrix factorization of ratings (Zhou et al. 2008). */
export const mf = {
  name: 'mf',
  title: 'MF',
  options: z.strictObject({
    factors: factors(20),
    l2: l2(positive, 0.1),
    weighting: oneOf(['perRating', 'perVector'])
      .default('perRating')
      .describe('count l2 for each rating of a vector, or once for a vector'),
    seed,
  }),
  fit: { epochs: 15 },
  ofRatings: true,
} as const satisfies ModelDefinition
