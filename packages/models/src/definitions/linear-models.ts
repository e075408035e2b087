import { z } from 'zod'
import { nonNegative, positive } from '../recommender/option-rules'
import type { ModelDefinition } from './model-definition'
import { l2 } from './shared-options'

/** EASE (Steck 2019). */
export const ease = {
  name: 'ease',
  title: 'EASE',
  options: z.strictObject({ l2: l2(positive, 500) }),
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
