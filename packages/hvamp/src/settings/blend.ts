import { z } from 'zod'
import { warmStartRecord } from './warm-start'

/** What `config.json` of a blend says of the runs that it was made of; it does not need them any more. */
export const blendRecord = z.strictObject({
  /** How the weights came about: by the metric on the validation users, or on the command line. */
  weights: z.enum(['validation', 'given']),
  /** Weights that were tried on the validation users. */
  tried: z.int().min(0),
  parts: z.array(
    z.strictObject({
      /** As it was given. */
      run: z.string(),
      /** Where it was, links followed. */
      folder: z.string(),
      /** SHA-256 of its model. */
      sha256: z.string(),
      title: z.string(),
      /** Of its model and of its training. */
      options: z.record(z.string(), z.unknown()),
      /** If it began with the weights of an earlier run; not in the files of early versions. */
      from: warmStartRecord.optional(),
      weight: z.number().min(0),
    }),
  ),
})

export type BlendRecord = z.infer<typeof blendRecord>
