import { z } from 'zod'
import { countSchema } from './ids'
import type { Limits } from './limits'
import { rulesSchema } from './rules'

/** Body of a request for what most users have. */
export function popularSchema(limits: Limits) {
  return z.strictObject(
    {
      count: countSchema(limits.count).default(10).describe('items to list'),
      by: z
        .enum(['popular', 'trending'], "must be 'popular' or 'trending'")
        .default('popular')
        .describe('whether all users count, or those of late more'),
      rules: rulesSchema(limits).optional(),
    },
    'must be an object',
  )
}
