import { binarize, filterInteractions, type Interactions } from '@hvamp/data'
import { readRatings } from '@hvamp/data/node'
import { type DataSettings, layoutFrom } from './data-options'
import { badInput, checkingInput } from './exit'
import { count } from './format'
import { identify, type SourceFile } from './source-file'

/** A file of ratings as clicks. */
export interface Ratings {
  readonly source: SourceFile
  /** All of the file. */
  readonly read: Interactions
  /** What is kept of it, without ratings. */
  readonly kept: Interactions
  /** The settings as they turned out: a file without ratings is implicit. */
  readonly settings: DataSettings
}

/**
 * Reads a file and keeps of it what the settings say.
 *
 * @param isAtLeastGiven whether the user asked for a threshold: then a file without ratings is an error
 * @throws bad input, naming file and line, or what left nothing
 */
export async function loadRatings(
  path: string,
  asked: DataSettings,
  { isAtLeastGiven = false }: { isAtLeastGiven?: boolean } = {},
): Promise<Ratings> {
  const read = await checkingInput(() => readRatings(path, layoutFrom(asked)))
  if (!read.values && isAtLeastGiven) {
    throw badInput(`${path}: must have ratings for --at-least ${asked.atLeast}, got none`)
  }
  const settings = { ...asked, implicit: asked.implicit || !read.values }
  const clicks = binarize(read, settings.implicit ? {} : { atLeast: settings.atLeast })
  const kept = filterInteractions(clicks, {
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
      `${path}: some of its ${count(read.items.length)} interactions must be left by ${rules.join(', ')}, got none`,
    )
  }
  return { source: await identify(path), read, kept, settings }
}
