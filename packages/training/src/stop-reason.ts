import type { StopReason } from './report'

/**
 * Why training is over after `epochsDone` epochs, or undefined: all are done, or too many passed without a better validation.
 *
 * An epoch counts towards `patience` if it comes after both the best one and `patienceFrom`.
 */
export function stopReason(
  epochsDone: number,
  bestEpoch: number | undefined,
  { epochs, patience, patienceFrom }: { epochs: number; patience?: number | undefined; patienceFrom: number },
): StopReason | undefined {
  if (epochsDone >= epochs) return 'epochs'
  const waited = epochsDone - Math.max(bestEpoch ?? 0, patienceFrom)
  return patience !== undefined && waited >= patience ? 'patience' : undefined
}
