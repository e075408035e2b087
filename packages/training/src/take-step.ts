import type { Weights } from '@hvamp/tensors'
import type { Adam } from './adam'
import { disposeGradients } from './gradient'
import { lossAndGradients } from './gradients'
import type { LossTerms, Trainable } from './trainable'
import { trainingError } from './training-error'

/**
 * Changes the weights by one step down the gradient of a loss.
 *
 * @param step number of the step, from 1
 * @param touches whether weights may have gradients of parts alone
 * @param where ends error messages: epoch and batch
 * @returns the values of the terms by name
 * @throws (HVAMP_NOT_FINITE) if one is not finite; the weights are then as they were
 */
export async function takeStep(
  weights: Weights,
  optimizer: Adam,
  step: number,
  where: string,
  loss: () => LossTerms,
  touches?: Trainable<unknown>['touches'],
): Promise<Record<string, number>> {
  const { names, terms, gradients } = lossAndGradients(weights, loss, touches)
  try {
    const values = await terms.data()
    const named: Record<string, number> = {}
    for (const [i, name] of names.entries()) {
      const value = values[i]!
      if (!Number.isFinite(value)) {
        throw trainingError('HVAMP_NOT_FINITE', `train: '${name}' must be finite, got ${value} ${where}`)
      }
      named[name] = value
    }
    optimizer.update(gradients, step)
    return named
  } finally {
    terms.dispose()
    disposeGradients(gradients)
  }
}
