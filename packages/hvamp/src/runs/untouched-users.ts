import type { LoadedSplit } from '../inputs/load-split'
import { badInput } from '../process/bad-input'
import type { RunConfig } from '../settings/run-config'
import type { BaseRun } from './base-run'

type Options = Pick<RunConfig['options'], keyof LoadedSplit['settings']>

/** What must be the same for the same data to be divided in the same way: a setting stands before those that follow from it. */
export const ofSplit = [
  ...(['atLeast', 'implicit', 'minUser', 'minItem', 'untilStable'] as const),
  ...(['split', 'folds', 'fold', 'heldOutShare', 'heldOut', 'foldIn', 'choose'] as const),
  ...(['validationFrom', 'testFrom', 'splitMethod', 'splitSeed'] as const),
]

/**
 * Refuses an earlier run that may have been trained on what the new run is measured on: it would look better than it is, and so
 * would a run that starts from it.
 *
 * @param option that names the earlier run, for the error
 * @throws bad input if nothing says that it was not
 */
export function requireUntouchedUsers(option: string, base: BaseRun, now: LoadedSplit): void {
  const before: Options = base.config.options
  const { settings } = now
  if (settings.split === 'none') return // nothing is measured
  if (before.split === 'none') {
    const wayOut =
      option === '--fail-below' ? 'popularity' : 'train with --split none, which measures nothing'
    throw badInput(
      `${option}: must be a run with held-out users, got ${base.run}, which was trained on everybody, also on the users that this run is measured on: name the run from before the refit, or ${wayOut}`,
    )
  }
  const isSameData = base.config.data.source.sha256 === now.source.sha256
  if (isSameData && ofSplit.every((name) => before[name] === settings[name])) return
  if (before.split === settings.split && isSteady(before, settings)) return
  throw badInput(
    `${option}: must be a run that was not trained on the test users of this run, but in ${base.run} other users may be held out than in the data now: train both with --held-out-share, which holds out the same users in any data, or with --split time`,
  )
}

/** Whether training users, or entries, of before are none to be tested on now, though there are more data. */
function isSteady(before: Options, now: Options): boolean {
  switch (now.split) {
    case 'strong': {
      const isSame = before.heldOutShare === now.heldOutShare && before.splitSeed === now.splitSeed
      return now.heldOutShare !== undefined && isSame
    }
    case 'weak':
    case 'leave-one-out':
      return before.choose === 'latest' && now.choose === 'latest' // what was trained on stays older than what is tested
    case 'time':
      return true
    default:
      return false
  }
}
