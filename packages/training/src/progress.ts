import type { EpochRecord } from './report'

/** Where training stands. Random numbers are a function of seed, epoch and batch, so this is the random state too. */
export interface Progress {
  /** Epoch that is running, from 1. */
  readonly epoch: number
  /** Batches of it that are done. */
  readonly batch: number
  /** Batches since the first epoch began. */
  readonly step: number
  /** Σ term · examples of the running epoch by name of term, and Σ examples. */
  readonly sums: Readonly<Record<string, number>>
  readonly examples: number
  /** Time spent in the running epoch before it was last resumed. */
  readonly seconds: number
  /** Epochs that are over. */
  readonly history: readonly EpochRecord[]
}

const epochStart = { batch: 0, sums: {}, examples: 0, seconds: 0 }

export const trainingStart: Progress = { ...epochStart, epoch: 1, step: 0, history: [] }

/** One batch further, whose terms count as much as it has examples. */
export function afterBatch(
  progress: Progress,
  terms: Readonly<Record<string, number>>,
  examples: number,
): Progress {
  const sums: Record<string, number> = {}
  for (const [name, value] of Object.entries(terms)) {
    sums[name] = (progress.sums[name] ?? 0) + examples * value
  }
  return {
    ...progress,
    batch: progress.batch + 1,
    step: progress.step + 1,
    sums,
    examples: progress.examples + examples,
  }
}

/** One epoch further. */
export function afterEpoch({ epoch, step, history }: Progress, record: EpochRecord): Progress {
  return { ...epochStart, epoch: epoch + 1, step, history: [...history, record] }
}

/** Means of the running epoch so far. */
export function meansOf({ sums, examples }: Progress): Pick<EpochRecord, 'loss' | 'terms'> {
  const { loss, ...terms } = Object.fromEntries(
    Object.entries(sums).map(([name, sum]) => [name, sum / examples]),
  ) as { loss: number }
  return { loss, terms }
}
