import type { Interactions } from '@hvamp/data'
import { asTrained } from '../inputs/as-trained'
import { tasteOf } from '../inputs/histories'
import { type FileRead, isStandardInput, readFile } from '../inputs/read-file'
import { readingLine } from '../inputs/reading-lines'
import { type DataSettings, type FileOptions, layoutFrom } from '../settings/data'
import type { Requested } from '../settings/requested'
import type { Output } from '../terminal/output'
import { runOfModel } from './open-model'

/** Histories with the same users: all that they rated, and what of it they like. */
export interface UserHistories {
  readonly rated: Interactions
  readonly liked: Interactions
}

/**
 * The histories of a file, read as the run was trained unless options say otherwise; how, it says on `out`.
 *
 * @throws bad input, naming file and line
 */
export async function readHistories(
  path: string,
  runFolder: string,
  { options, out }: { options: Requested<DataSettings>; out: Output },
): Promise<UserHistories> {
  const run = await runOfModel(runFolder)
  const trained = run && asTrained(options, run)
  const settings = trained?.options.values ?? options.values
  const layout = trained?.layout ?? layoutFrom(settings)
  const { interactions: rated, reading } = await fileOfHistories(path, layout, out)
  out.emit({ event: 'reading', ...reading })
  const isAll = settings.implicit || settings.keepRatings || !rated.values
  return { rated, liked: isAll ? rated : tasteOf(rated, settings) }
}

/** Reads histories, with or without the ratings that the training data had. */
async function fileOfHistories(path: string, layout: FileOptions, out: Output): Promise<FileRead> {
  try {
    return await readFile(path, layout, out)
  } catch (error) {
    const { rating, ...columns } = layout.columns ?? {}
    if (rating === undefined || isStandardInput(path)) throw error
    const found = await readFile(path, { ...layout, columns }).catch(() => undefined)
    if (!found || found.interactions.values) throw error
    out.note(
      `${readingLine(path, found.reading)}; without the ratings of the training: every item counts as liked`,
    )
    return found
  }
}
