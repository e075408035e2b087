import { z } from 'zod'

/** What a worker reports of a run: how it began, and the last line of its process. */
const runReport = z.object({
  /** Anew, from its checkpoint, or anew although another worker had begun it, whose folder is not here. */
  begins: z.enum(['new', 'resumed', 'again']),
  /** Why it begins again, where an object store could have had it. */
  why: z.string().max(1000).optional().catch(undefined),
  line: z
    .union([
      z.object({ event: z.literal('stage'), stage: z.string(), done: z.number(), total: z.number() }),
      z.object({
        event: z.literal('epoch'),
        epochs: z.number(),
        record: z.object({ epoch: z.number(), validation: z.number().optional() }),
      }),
    ])
    .optional()
    .catch(undefined),
})

export interface RunReport {
  readonly begins: 'new' | 'resumed' | 'again'
  readonly why?: string | undefined
  readonly line?: Readonly<Record<string, unknown>> | undefined
}

/** The report of a worker, as far as it is one. */
export function reportFrom(value: unknown): RunReport | undefined {
  return runReport.safeParse(value).data
}

/** How a run begins. @param before the worker that had it before */
export function beginningOf(
  { isResumed }: { isResumed: boolean },
  before: string | undefined,
): RunReport['begins'] {
  if (isResumed) return 'resumed'
  return before === undefined ? 'new' : 'again'
}
