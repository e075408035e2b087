import type { EpochRecord } from '@hvamp/training'
import type { ShownEvent } from './display'

/** How fast a training is, and how long it may still take. */
export interface TrainingPace {
  event(event: ShownEvent): void
  /** Users trained on per second, of late; undefined before the second step. */
  readonly usersPerSecond: number | undefined
  /** Seconds until the last epoch would be over: early stopping can be sooner. Undefined at first. */
  readonly secondsLeft: number | undefined
}

const memory = 0.9 // weight of the past in the time of a step

/** @param batch users in a batch @param now milliseconds, for tests */
export function trainingPace(batch: number, now: () => number = () => performance.now()): TrainingPace {
  let last: number | undefined
  let stepSeconds: number | undefined
  let stepsLeft: number | undefined
  let epochsLeft = 0
  let record: EpochRecord | undefined

  return {
    event(event) {
      if (event.type === 'step') {
        const time = now()
        if (last !== undefined) {
          const seconds = (time - last) / 1000
          stepSeconds = stepSeconds === undefined ? seconds : memory * stepSeconds + (1 - memory) * seconds
        }
        last = time
        stepsLeft = event.batchCount - event.batch
        epochsLeft = event.epochs - event.epoch
        if (record === undefined) stepsLeft += epochsLeft * event.batchCount
      }
      if (event.type === 'epoch') {
        record = event.record
        last = undefined // the next step's time has the validation in it
      }
    },
    get usersPerSecond() {
      return stepSeconds === undefined ? undefined : batch / stepSeconds
    },
    get secondsLeft() {
      if (stepSeconds === undefined || stepsLeft === undefined) return undefined
      return stepsLeft * stepSeconds + (record === undefined ? 0 : epochsLeft * record.seconds)
    },
  }
}
