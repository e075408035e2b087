import { z } from 'zod'

/** A count of a data set by name that is not the published one, as a file has it. */
export const countDifference = z.strictObject({
  part: z.enum(['files', 'kept', 'training']),
  of: z.enum(['users', 'items', 'interactions']),
  published: z.int(),
  found: z.int(),
})
