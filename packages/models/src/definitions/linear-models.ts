import { z } from 'zod'
import { nonNegative, positive } from '../recommender/option-rules'
import type { ModelDefinition } from './model-definition'
import { dropout, factors, l2, seed } from './shared-options'

/** EASE (Steck 2019). */
export const ease = {
  name: 'ease',
  title: 'EASE',
  options: z.strictObject({ l2: l2(positive, 500) }),
  fit: {},
} as const satisfies ModelDefinition

/** EDLAE of full rank (Steck 2020). */
export const edlae = {
  name: 'edlae',
  title: 'EDLAE',
  options: z.strictObject({ l2: l2(positive, 500), dropout: dropout(0.33) }),
  fit: {},
} as const satisfies ModelDefinition

const limitRule = 'must be in [0, 1]'

/** RDLAE (Moon et al. 2023). */
export const rdlae = {
  name: 'rdlae',
  title: 'RDLAE',
  options: z.strictObject({
    l2: l2(positive, 500),
    dropout: dropout(0.33),
    diagonal: z
      .number(limitRule)
      .min(0, limitRule)
      .max(1, limitRule)
      .default(0.3)
      .describe("limit ξ of an item's weight for itself; 0 is EDLAE, 1 no limit"),
  }),
  fit: {},
} as const satisfies ModelDefinition

/** SLIM (Ning and Karypis 2011). */
export const slim = {
  name: 'slim',
  title: 'SLIM',
  options: z.strictObject({
    l1: nonNegative.default(1).describe('weight of the L1 penalty on weights'),
    l2: l2(nonNegative, 1),
  }),
  fit: {},
} as const satisfies ModelDefinition

/** ELSA (Vančura et al. 2022); rate and epochs are those of its authors' examples. */
export const elsa = {
  name: 'elsa',
  title: 'ELSA',
  options: z.strictObject({ factors: factors(256), seed }),
  fit: {
    epochs: 50,
    batchSize: 500,
    patience: 5,
    learningRate: 0.1,
    optimizer: 'adam',
    gradientNormalization: 'none',
    weightDecay: 0,
  },
} as const satisfies ModelDefinition
