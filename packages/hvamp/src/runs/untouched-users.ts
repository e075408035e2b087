import { dividedParts, isSamePart } from '../inputs/divided-parts'
import type { LoadedSplit } from '../inputs/load-split'
import { badInput } from '../process/bad-input'
import { timeInWords } from '../process/time-in-words'
import { optionName } from '../settings/option-name'
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
  const isDividedAlike = ofSplit.every((name) => before[name] === settings[name])
  if (isSameData && isDividedAlike && hasSameParts(base, now)) return
  const doubt = doubtOf(base, now)
  if (doubt === undefined) return
  throw badInput(`${option}: must be a run that was not trained on the test users of this run, but ${doubt}`)
}

function hasSameParts({ config }: BaseRun, now: LoadedSplit): boolean {
  const parts = dividedParts(now)
  return (['train', 'validation', 'test'] as const).every((name) =>
    isSamePart(config.data[name], parts[name]),
  )
}

/** Why training users, or entries, of before may be some to be tested on now, though there are more data; none if they cannot be. */
function doubtOf(base: BaseRun, now: LoadedSplit): string | undefined {
  const before: Options = base.config.options
  const { settings } = now
  const others = `in ${base.run} other users may be held out than in the data now: train both with --held-out-share, which holds out the same users in any data, or with --split time`
  if (before.split !== settings.split) return others
  switch (settings.split) {
    case 'strong': {
      const isSame = before.heldOutShare === settings.heldOutShare && before.splitSeed === settings.splitSeed
      return settings.heldOutShare !== undefined && isSame ? undefined : others
    }
    case 'weak':
    case 'leave-one-out': // what was trained on stays older than what is tested
      if (before.choose !== 'latest' || settings.choose !== 'latest') return others
      return doubtOfTimes(base, now) ?? doubtOfHistories(base, now)
    case 'time':
      return doubtOfTimes(base, now) ?? doubtOfPoints(base, now)
    default:
      return others
  }
}

/** Later by one column may be earlier by another. */
function doubtOfTimes({ run, config }: BaseRun, { reading }: LoadedSplit): string | undefined {
  const [before, now] = [config.data.reading?.columns, reading?.columns]
  if (!before || !now || before.timestamp === now.timestamp) return undefined
  const [then, today] = [before, now].map(({ timestamp = 'none' }) => `'${timestamp}'`)
  return `${run} is divided by the times of ${then}, this run by those of ${today}: divide both by one column`
}

/** What decides which entries of a history are its latest: as many rows, and a share that does not grow. */
const ofHistories = ['atLeast', 'implicit', 'minItem', 'untilStable'] as const

function doubtOfHistories({ run, config }: BaseRun, { settings }: LoadedSplit): string | undefined {
  const { options: before } = config
  const other = ofHistories.find((name) => before[name] !== settings[name])
  const isLess = settings.split === 'weak' && settings.foldIn < before.foldIn
  const name = other ?? (isLess ? 'foldIn' : undefined)
  if (name === undefined) return undefined
  const [then, today] = [before[name], settings[name]].map((value) => value ?? 'not given')
  const least = name === 'foldIn' ? 'at least the same' : 'the same'
  return `${run} has ${optionName(name)} ${then}, this run ${today}: give ${least}`
}

function doubtOfPoints({ run, config }: BaseRun, now: LoadedSplit): string | undefined {
  for (const name of ['validationFrom', 'testFrom'] as const) {
    const [then, today] = [config.data.points?.[name], now.points?.[name]]
    if (then !== undefined && today !== undefined && today >= then) continue
    const [first, second] = [then, today].map((time) =>
      time === undefined ? 'a time that is not known' : timeInWords(String(time)),
    )
    return `${run} has ${optionName(name)} ${first}, this run ${second}: give the same or a later time`
  }
  return undefined
}
