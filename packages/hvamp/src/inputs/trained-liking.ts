import { badInput } from '../process/bad-input'
import type { DataSettings } from '../settings/data'
import type { RunConfig } from '../settings/run-config'
import { rangeInWords, type ValueRange, valueRange } from './value-range'

/** What the training of a run took for liked, which holds for other files too where the user chooses nothing else. */
export interface TrainedLiking {
  /** Folder of the run. */
  readonly run: string
  /** What the values of its data were; undefined in runs of early versions. */
  readonly kind: 'ratings' | 'counts' | 'none' | undefined
  readonly range: ValueRange | undefined
  /** Columns of its data that were not read. */
  readonly unread: readonly (string | number)[]
}

export function trainedLiking(run: string, { data: { reading } }: Pick<RunConfig, 'data'>): TrainedLiking {
  return { run, kind: reading?.values, range: reading?.range, unread: reading?.unread ?? [] }
}

type Liking = Pick<DataSettings, 'implicit' | 'keepRatings' | 'atLeast'>

/** What of a file counts as liked as in a training, in one line. */
export function trainedLikingLine(
  path: string,
  values: Float32Array,
  { implicit, atLeast }: Liking,
  { run, kind, range }: TrainedLiking,
): string {
  const unknown = range || implicit ? '' : ', whose range of ratings is not known'
  const without = kind === 'none' ? ', which had no ratings' : unknown
  const what = implicit ? 'all are liked' : `liked from ${atLeast}`
  return `${path}: ratings ${rangeInWords(valueRange(values))}, ${what}, as in the training of ${run}${without}: choose with --at-least`
}

/**
 * Refuses ratings that the threshold of a training says nothing about, for they are of another scale: counts, values far out of its
 * range, or values out of it of which none is liked.
 *
 * @param found how the file was read
 * @throws bad input that names the options
 */
export function requireTrainedScale(
  path: string,
  values: Float32Array,
  found: { readonly values: 'ratings' | 'counts' | 'none' },
  { implicit, keepRatings, atLeast }: Liking,
  { run, kind, range }: TrainedLiking,
): void {
  const own = valueRange(values)
  const areMore = kind === 'ratings' && range !== undefined && isOfOnes(range) && !isOfOnes(own)
  if (implicit && !keepRatings && !areMore) return
  const areCounts = found.values === 'counts' && (kind === 'ratings' || kind === undefined)
  if (!areMore && !areCounts && !(range && isOffScale(own, range, keepRatings ? undefined : atLeast))) return
  const scale = range ? ` ${rangeInWords(range)}` : ''
  const threshold = keepRatings ? '' : implicit ? ', all liked' : `, liked from ${atLeast}`
  const choice = keepRatings ? '' : `: choose --at-least for ratings of this scale, or --implicit`
  throw badInput(
    `${path}: must have ratings like those of the training of ${run}${scale}${threshold}, got values ${rangeInWords(own)}${choice}`,
  )
}

const isOfOnes = ({ lowest, highest }: ValueRange) => lowest === 1 && highest === 1

function isOffScale(own: ValueRange, trained: ValueRange, atLeast: number | undefined): boolean {
  const beyond = Math.max(trained.lowest - own.lowest, own.highest - trained.highest)
  const isNoneLiked = atLeast !== undefined && atLeast > own.highest
  return beyond > (trained.highest - trained.lowest) / 2 || (beyond > 0 && isNoneLiked)
}
