import { breathe, type EpochRecord, type TrainingEvent } from '@hvamp/training'
import type { FitOptions } from '../recommender/recommender'

/** A long computation in steps of some milliseconds, each of which reports its progress. */
export type Work<Result = void> = Generator<TrainingEvent, Result, void>

/** A computation whose steps wait for something, such as threads. */
export type WaitingWork<Result> = AsyncGenerator<TrainingEvent, Result, void>

/** The outcome; no `result` if it was aborted first. */
export interface Finished<Result> {
  readonly result?: Result
  readonly epochs: readonly EpochRecord[]
}

/** Runs a computation to its end. Between two steps the event loop gets a turn, and the signal is checked. */
export async function finish<Result>(
  work: Work<Result> | WaitingWork<Result>,
  { signal, onEvent }: Pick<FitOptions, 'signal' | 'onEvent'>,
): Promise<Finished<Result>> {
  const epochs: EpochRecord[] = []
  try {
    while (!signal?.aborted) {
      const step = await work.next()
      if (step.done) return { result: step.value, epochs }
      if (step.value.type === 'epoch') epochs.push(step.value.record)
      onEvent?.(step.value)
      await breathe()
    }
  } finally {
    await (work as Generator<unknown, unknown>).return(undefined) // where it has something to end
  }
  return { epochs }
}
