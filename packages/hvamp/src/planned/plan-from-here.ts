import { pathFromHere, type SourceFile } from '../files/source-file'
import type { LoadedSplit } from '../inputs/load-split'
import { isDataSet } from '../inputs/locate-data'
import { isStandardInput } from '../inputs/on-disk'
import { badInput } from '../process/bad-input'
import type { Options } from '../settings/option-arguments'

/** A plan whose data were read. */
export interface ReadPlan<Plan> {
  readonly plan: Plan
  /** The settings of the data as they turned out. */
  readonly read: LoadedSplit['settings']
}

/**
 * A plan that was begun in any folder, with a path that leads to its data from this one.
 *
 * @param path where they are now, if not where they were: of a data set by name its folder
 * @throws bad input if that is the standard input, which only one run could read
 */
export async function planFromHere<
  Plan extends { readonly data: string; readonly source: SourceFile; readonly options: Options },
>(plan: Plan, path?: string): Promise<Plan> {
  if (path !== undefined && isStandardInput(path)) {
    throw badInput(`--resume: must have data that each run can read again, got '${path}'`)
  }
  const { data, source } = plan
  if (path !== undefined && isDataSet(data) && !isDataSet(path)) {
    return { ...plan, options: { ...plan.options, dataFolder: path } }
  }
  if (path !== undefined) return { ...plan, data: path }
  return data === source.path ? { ...plan, data: await pathFromHere(source) } : plan // else the name of a data set
}
