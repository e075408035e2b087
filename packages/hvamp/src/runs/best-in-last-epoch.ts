import { grouped } from '../terminal/format'

/** How the training of a run in epochs ended. */
export interface EpochsOfRun {
  readonly epochs: number
  readonly bestEpoch?: number | null | undefined
  /** Why it ended; unknown of runs of early versions. */
  readonly stopped?: string | undefined
}

const advice = 'with more of them (--epochs) it may rise further'

/**
 * That validation was best in the last epoch of a run, or in that of how many of several, in a line; undefined where it was in none.
 *
 * @param kind what several runs are: folds, seeds
 */
export function bestInLastEpochLine(runs: readonly EpochsOfRun[], kind = 'runs'): string | undefined {
  const count = runs.filter(isBestInLast).length
  if (count === 0) return undefined
  if (runs.length === 1) return `validation was best in the last epoch, ${runs[0]!.epochs}: ${advice}`
  return `in ${grouped(count)} of ${grouped(runs.length)} ${kind} validation was best in the last epoch: ${advice}`
}

function isBestInLast({ epochs, bestEpoch, stopped }: EpochsOfRun): boolean {
  return stopped === 'epochs' && epochs > 1 && bestEpoch === epochs
}
