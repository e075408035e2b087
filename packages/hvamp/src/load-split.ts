import { splitUsers, type UserSplit } from '@hvamp/data'
import type { DataSettings } from './data-options'
import { badInput, checkingInput } from './exit'
import { loadRatings } from './load-ratings'
import type { RunConfig } from './run-config'
import type { SourceFile } from './source-file'
import { isFolder, readSplit } from './split-folder'
import { heldOutUsers, type SplitSettings } from './split-options'

type Settings = DataSettings & SplitSettings

/** Users for training, validation and test. */
export interface LoadedSplit {
  readonly split: UserSplit
  readonly source: SourceFile
  /** The settings as they turned out, with the number of held-out users. */
  readonly settings: Settings & { readonly heldOut: number }
}

/**
 * Reads a file of ratings and divides its users, or reads a folder that `hvamp split` wrote.
 *
 * @param given names of the options that the user gave: those about reading and splitting do not go with a folder
 */
export async function loadSplit(
  path: string,
  settings: Settings,
  given: ReadonlySet<string> = new Set(),
): Promise<LoadedSplit> {
  if (await isFolder(path)) {
    const { split, source, options } = await readSplit(path)
    const refused = Object.keys(options).find((name) => given.has(name))
    if (refused) {
      throw badInput(
        `${path}: is a split already, whose ${refused} is ${options[refused as keyof typeof options]}: leave the option out`,
      )
    }
    return { split, source, settings: options }
  }
  const ratings = await loadRatings(path, settings, { isAtLeastGiven: given.has('atLeast') })
  const heldOut = heldOutUsers(settings.heldOut, ratings.kept.userCount)
  if (2 * heldOut >= ratings.kept.userCount) {
    throw badInput(
      `--held-out: twice so many users, for validation and test, must be fewer than the ${ratings.kept.userCount} of ${path}, got ${heldOut}`,
    )
  }
  const { foldIn, splitMethod: method, splitSeed: seed } = settings
  const split = await checkingInput(() => splitUsers(ratings.kept, { heldOut, foldIn, method, seed }))
  for (const part of ['validation', 'test'] as const) {
    if (split[part].heldOut.items.length === 0) {
      throw badInput(
        `${path}: some of ${heldOut} ${part} users must have 5 items of training users, so that one can be held out, got nobody`,
      )
    }
  }
  return { split, source: ratings.source, settings: { ...settings, ...ratings.settings, heldOut } }
}

/**
 * The split of a run, made again from its data, which have to be what they were.
 *
 * @param path of the data, where they are not any more where they were
 */
export async function loadSplitOf(
  run: string,
  { options, data }: RunConfig,
  path: string = data.source.path,
): Promise<LoadedSplit> {
  const loaded = await loadSplit(path, options)
  if (loaded.source.sha256 !== data.source.sha256) {
    throw badInput(
      `${path}: must be as when ${run} was begun, with SHA-256 ${data.source.sha256}, got ${loaded.source.sha256}`,
    )
  }
  return loaded
}
