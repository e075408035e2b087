import { badInput } from '../process/bad-input'
import { type DataSettings, layoutFrom } from '../settings/data'
import { isOfRatings } from '../settings/model'
import type { Requested } from '../settings/requested'
import type { RunConfig } from '../settings/run-config'
import { asRead, type WaysToRead } from './as-read'
import { columnOrder, widthWithoutHeader } from './column-order'
import { needsTimes } from './make-split'
import { type TrainedLiking, trainedLiking } from './trained-liking'

/** How another file is read and what of it counts as liked: as in the training of a run, where the user chose nothing else. */
export interface AsTrained<Values> extends WaysToRead {
  readonly options: Requested<Values>
  /** What counted as liked, unless the user chose. */
  readonly liking: TrainedLiking | undefined
}

/**
 * Options that read another file as the training data of a run were read; with times, by which the latest row of a user and an item
 * counts, where the training data were read with them.
 *
 * @param folder of the run
 * @throws bad input if a threshold was chosen, and the model learnt ratings, which those that are left would lose
 */
export function asTrained<Values extends DataSettings>(
  { values, isExplicit }: Requested<Values>,
  { options, data }: Pick<RunConfig, 'options' | 'data'>,
  folder: string,
): AsTrained<Values> {
  if (isExplicit('atLeast') && isOfRatings(options.model)) {
    throw badInput(
      `--at-least: must come with a model that has no ratings to learn, got ${options.model} of ${folder}`,
    )
  }
  const isLikingChosen = isExplicit('atLeast') || isExplicit('implicit')
  const liking = isLikingChosen
    ? {}
    : { atLeast: options.atLeast, implicit: options.implicit, keepRatings: options.keepRatings }
  const settings = { ...values, ...liking }
  const timestamps = isExplicit('timeColumn') || isReadWithTimes({ options, data })
  const earlier = {
    layout: data.reading?.options ?? layoutFrom(options, timestamps),
    order: data.reading && columnOrder(data.reading),
    width: data.reading && widthWithoutHeader(data.reading),
    ...{ rows: options, limits: options, timestamps, isFormatChosen: options.format !== 'auto' },
  }
  return {
    liking: isLikingChosen ? undefined : trainedLiking(folder, { data }),
    options: {
      values: settings,
      isExplicit: (name) => isExplicit(name) || (name === 'atLeast' && !isLikingChosen && !options.implicit),
    },
    ...asRead({ values: settings, isExplicit }, earlier, isExplicit('timeColumn')),
  }
}

/** Whether the rows of a user and an item were told apart by their times in training. */
function isReadWithTimes({ options, data: { reading } }: Pick<RunConfig, 'options' | 'data'>): boolean {
  return needsTimes(options) || reading?.options.columns?.timestamp !== undefined
}
