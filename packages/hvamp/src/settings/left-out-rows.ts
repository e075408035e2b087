import { z } from 'zod'

/** What of the kept rows is in no part of divided data, as a file has it: rows = rowsOfItems + rowsOfUsers. */
export const leftOutRows = z.strictObject({
  rows: z.int(),
  /** Those of items that are not trained on. */
  rowsOfItems: z.int(),
  /** Those of items that are trained on, of users of whom a model would see nothing, or have nothing to find. */
  rowsOfUsers: z.int(),
  /** Items that are not trained on. */
  items: z.int(),
  /** Users who are in no part. */
  users: z.int(),
  /** What was kept of the data, and divided. */
  kept: z.strictObject({ rows: z.int(), users: z.int() }),
})

export type LeftOutRows = z.infer<typeof leftOutRows>
