import type { FinishedRun } from '../runs/run-metrics'
import type { RunSettings } from '../settings/run-settings'

/**
 * Whether a run ended with its epochs while its validation had not stopped rising for as long as the patience.
 *
 * Where the patience was used up in the very last epoch, too, training ends with its epochs: as in training, those count towards it that
 * come after both the best one and the warm-up.
 */
export function isStillRising(
  { stopped, epochs, bestEpoch }: Pick<FinishedRun, 'stopped' | 'epochs' | 'bestEpoch'>,
  { patience, warmUp = 0 }: Pick<RunSettings, 'patience' | 'warmUp'>,
): boolean {
  if (stopped !== 'epochs' || bestEpoch === null) return false
  return patience === undefined || epochs - Math.max(bestEpoch, warmUp) < patience
}
