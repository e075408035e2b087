import { z } from 'zod'

/** What `config.json` says of the earlier run with whose weights a run began. */
export const warmStartRecord = z.strictObject({
  run: z.string(),
  folder: z.string(),
  /** SHA-256 of its model. */
  sha256: z.string(),
  /** Numbers of items: in both, in this run alone, and in the earlier run alone. */
  items: z.strictObject({ kept: z.int(), new: z.int(), vanished: z.int() }),
  /** What became of the vanished ones. */
  vanished: z.enum(['drop', 'keep']),
})

export type WarmStartRecord = z.infer<typeof warmStartRecord>
