import type { StopReason } from './report'

/**
 * Whether training is over after so many epochs: all are done, or too many went by without a better validation.
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
