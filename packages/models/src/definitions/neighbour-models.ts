import { z } from 'zod'
import type { ModelDefinition } from './model-definition'
import { neighbours, shrinkage } from './shared-options'

const options = z.strictObject({ neighbours, shrinkage })

/** Nearest items (Sarwar et al. 2001). */
export const itemKnn = {
  name: 'item-knn',
  title: 'Item-kNN',
  options,
  fit: {},
} as const satisfies ModelDefinition

/** Nearest users (Herlocker et al. 1999). */
export const userKnn = {
  name: 'user-knn',
  title: 'User-kNN',
  options,
  fit: {},
} as const satisfies ModelDefinition

/** Ranks items by how many training users have them. */
export const popularity = {
  name: 'popularity',
  title: 'Popularity',
  options: z.strictObject({}),
  fit: {},
} as const satisfies ModelDefinition
