import { readWeights, type Weights, writeWeights } from '@hvamp/tensors'
import type { Best } from './checkpoint'
import type { TrainingEvent } from './events'
import { trainingError } from './training-error'

/** Remembers the weights of the best epoch by validation. */
export interface BestEpoch {
  /** Undefined before the first validation. */
  readonly best: Best | undefined
  /**
   * Remembers the weights as they are now, if the validation of this epoch is better than all before.
   *
   * @throws (HVAMP_NOT_FINITE) if the validation is not finite
   */
  judge(epoch: number, validation: number): Promise<void>
  /** Sets the weights to those of the best epoch, if there is one. */
  restore(): void
}

/** @param start the best epoch so far, of a training that is resumed */
export function bestEpoch(
  weights: Weights,
  start: Best | undefined,
  emit?: (event: TrainingEvent) => void,
): BestEpoch {
  let best = start
  return {
    get best() {
      return best
    },
    async judge(epoch, value) {
      if (!Number.isFinite(value)) {
        const message = `train: the validation must be finite, got ${value} in epoch ${epoch}`
        throw trainingError('HVAMP_NOT_FINITE', message)
      }
      const before = best && { best: { epoch: best.epoch, value: best.value } }
      emit?.({ type: 'validation', epoch, value, ...before })
      if (best && value <= best.value) return
      best = { epoch, value, weights: await readWeights(weights, best?.weights) }
      emit?.({ type: 'improved', epoch, value })
    },
    restore() {
      if (best) writeWeights(weights, best.weights)
    },
  }
}
