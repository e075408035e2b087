import { requireKnown } from '@hvamp/random'
import type { FitOptions } from './recommender'

/**
 * Checks the names of the options of `fit`.
 *
 * @param where prefix of error messages
 * @throws if an option is unknown
 */
export function requireFitOptions(where: string, options: FitOptions): void {
  requireKnown(`${where}: options`, options, {
    ...{ batchSize: true, epochs: true, klWeight: true, optimizer: true, patience: true, patienceFrom: true },
    ...{ validation: true, validationMetric: true, halfLife: true, from: true, seed: true, signal: true },
    ...{ onEvent: true, checkpoints: true, checkpointSeconds: true, resume: true, fingerprint: true },
  })
}
