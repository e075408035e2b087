import { z } from 'zod'
import type { ModelDefinition } from './model-definition'

/**
 * A blend of fitted models: not one of `modelDefinitions`, for it is made of other models and their weights, not of options and data
 * alone.
 */
export const blendDefinition = {
  name: 'blend',
  title: 'Blend',
  options: z.strictObject({}),
  fit: {},
} as const satisfies ModelDefinition
