import type { Weights } from '@hvamp/tensors'
import { type Scalar, stack, sum, tidy } from '@tensorflow/tfjs-core'
import { trainingError } from './training-error'

/**
 * Checks that no weight has become NaN or infinite.
 *
 * @param when ends the error message: epoch and batch
 * @throws (HVAMP_NOT_FINITE) naming the first weight that has
 */
export async function requireFinite(weights: Weights, when: string): Promise<void> {
  const names = Object.keys(weights)
  // A sum with a value that is not finite is not finite, and takes no memory.
  const sums = tidy(() => stack(names.map((name) => sum<Scalar>(weights[name]!.variable))))
  try {
    const values = await sums.data()
    const at = values.findIndex((value) => !Number.isFinite(value))
    if (at >= 0) {
      throw trainingError(
        'HVAMP_NOT_FINITE',
        `train: weight '${names[at]}' must be finite, got ${values[at]} ${when}`,
      )
    }
  } finally {
    sums.dispose()
  }
}
