import { binarize, filterInteractions, type Interactions } from '@hvamp/data'
import { readDataSet, readRatings } from '@hvamp/data/node'
import { identify, type SourceFile } from '../files/source-file'
import { badInput, checkingInput } from '../process/bad-input'
import { type DataSettings, layoutFrom } from '../settings/data'
import type { Requested } from '../settings/requested'
import { grouped } from '../terminal/format'

/** Ratings as clicks, or as they are. */
export interface Ratings {
  readonly source: SourceFile
  /** All of the file. */
  readonly read: Interactions
  /** What is kept of it, without ratings unless these are to be kept. */
  readonly kept: Interactions
  /** The publisher's test set, of a data set that has one. */
  readonly test?: Interactions
  /** The settings as they turned out: a file without ratings is implicit. */
  readonly settings: DataSettings
}

/**
 * Reads a file, or the files of a data set, and keeps of it what the settings say.
 *
 * @param path of the file; of the folder or archive of a data set, if the settings name one
 * @param options.timestamps whether times are needed: then a file without them is an error
 * @throws bad input, naming file and line, or what left nothing; also if a threshold was chosen and there are no ratings
 */
export async function loadRatings(
  path: string,
  { values: asked, isExplicit }: Requested<DataSettings>,
  { timestamps = false }: { readonly timestamps?: boolean } = {},
): Promise<Ratings> {
  const { interactions: read, test, paths } = await checkingInput(() => reading(path, asked, timestamps))
  if (!read.values && isExplicit('atLeast')) {
    throw badInput(`${path}: must have ratings for --at-least ${asked.atLeast}, got none`)
  }
  if (!read.values && asked.keepRatings) throw badInput(`${path}: must have ratings to keep, got none`)
  const settings = { ...asked, implicit: asked.implicit || asked.keepRatings || !read.values }
  const chosen = settings.keepRatings
    ? read
    : binarize(read, settings.implicit ? {} : { atLeast: settings.atLeast })
  const kept = filterInteractions(chosen, {
    minUserInteractions: settings.minUser,
    minItemInteractions: settings.minItem,
  })
  if (kept.userCount === 0) {
    const rules = [
      ...(settings.implicit ? [] : [`--at-least ${settings.atLeast}`]),
      `--min-item ${settings.minItem}`,
      `--min-user ${settings.minUser}`,
    ]
    throw badInput(
      `${path}: some of its ${grouped(read.items.length)} interactions must be left by ${rules.join(', ')}, got none`,
    )
  }
  return { source: await identify(path, paths), read, kept, ...(test && { test }), settings }
}

async function reading(
  path: string,
  asked: DataSettings,
  timestamps: boolean,
): Promise<{ interactions: Interactions; test?: Interactions; paths: readonly string[] }> {
  if (asked.dataSet !== undefined) return readDataSet(asked.dataSet, path, { timestamps })
  return { interactions: await readRatings(path, layoutFrom(asked, timestamps)), paths: [path] }
}
