import { isSplit, type LoadedSplit } from '../inputs/load-split'
import { isStandardInput } from '../inputs/on-disk'
import { wayToKeep } from '../inputs/way-to-keep'
import { badInput } from '../process/bad-input'
import { chosenDataOptions } from '../settings/chosen-data'
import type { DataSettings } from '../settings/data'
import type { Options } from '../settings/option-arguments'
import { optionName } from '../settings/option-name'
import { type Requested, requested } from '../settings/requested'
import { type RequestedRun, runDefaults } from '../settings/run-settings'
import type { SplitSettings } from '../settings/split'
import { grouped } from '../terminal/format'
import type { Experiment } from './experiment'
import { requireRows, type SearchRequest } from './planned-search'

/** What a command line asks of an experiment. */
export type ExperimentOptions = DataSettings &
  SplitSettings & {
    readonly out: string
    readonly data?: string
    readonly dataFolder?: string
    readonly rows?: string[]
    readonly seeds?: number[]
    readonly trials?: number
    readonly budget: number
  }

const ofHeldOut = ['heldOut', 'heldOutShare', 'folds']
const ofKnownData = ['heldOut', 'folds', 'dataFolder']
const firstSeed = 98765

/** The folder of a data set by name, which two options name. @throws bad input if both are given */
export function dataFolderOf({
  data,
  dataFolder,
}: Pick<ExperimentOptions, 'data' | 'dataFolder'>): string | undefined {
  if (data !== undefined && dataFolder !== undefined) {
    throw badInput(`--data-folder: must come without --data, which names the same folder here, got both`)
  }
  return dataFolder ?? data
}

/**
 * What is asked of an experiment, before its data are read.
 *
 * @throws bad input if there is no row of a name, or an option does not go with the experiment
 */
export async function requestOf(
  experiment: Experiment,
  options: Requested<ExperimentOptions>,
): Promise<SearchRequest> {
  const { values, isExplicit } = options
  requireRows(experiment, values.rows)
  if (isExplicit('fold')) {
    throw badInput(`--fold: must be left out, for every fold of --folds is tested, got ${values.fold}`)
  }
  return {
    ...{ folder: values.out, rows: values.rows, budget: values.budget, folds: undefined },
    seeds: values.seeds ?? [firstSeed],
    trials: values.trials ?? experiment.trials,
    ...(experiment.dataSet === undefined
      ? await ofOwnData(experiment, options)
      : ofDataSet(experiment, experiment.dataSet, options)),
  }
}

type DataRequest = Pick<SearchRequest, 'data' | 'dataOptions'> & { readonly folds?: number }

function ofDataSet(experiment: Experiment, data: string, options: Requested<ExperimentOptions>): DataRequest {
  const { data: _, dataFolder: __, ...chosen } = chosenDataOptions(options)
  const other = Object.keys(chosen).find((name) => !ofKnownData.includes(name))
  if (other !== undefined) throw needsOwnData(other, experiment.name)
  const dataFolder = dataFolderOf(options.values)
  return divided(experiment, data, {
    ...experiment.dataOptions,
    ...chosen,
    ...(dataFolder !== undefined && { dataFolder }),
  })
}

/** As train reads them; the experiment's own options are defaults, which give way to those of a folder that is divided already. */
async function ofOwnData(
  experiment: Experiment,
  options: Requested<ExperimentOptions>,
): Promise<DataRequest> {
  const { data } = options.values
  if (data === undefined) {
    throw badInput(
      `--data: must be a file, a folder that hvamp split wrote, or the name of a data set for ${experiment.name}, got none`,
    )
  }
  if (isStandardInput(data)) {
    throw badInput(
      `--data: must be data that each run can read again, got '${data}': ${wayToKeep(data, chosenDataOptions(options))}`,
    )
  }
  const chosen = chosenDataOptions(options)
  if (await isSplit(data, options.values)) return { data, dataOptions: chosen }
  return divided(experiment, data, { ...experiment.dataOptions, ...chosen })
}

/** With as many held-out users as the experiment says, if the user said nothing of them. */
function divided({ split }: Experiment, data: string, options: Options): DataRequest {
  const isChosen = ofHeldOut.some((name) => name in options) || (options.split ?? 'strong') !== 'strong'
  const own = isChosen ? undefined : split
  const { folds, ...others }: Options & { folds?: number } = { ...own, ...options }
  return { data, dataOptions: others, ...(folds !== undefined && { folds }) }
}

/** Options by which other users are held out than the experiment says; none where it says nothing of them. */
export function otherDivision({ split }: Experiment, options: Requested<ExperimentOptions>): Options {
  const own: Options = { ...split }
  const chosen = Object.entries(chosenDataOptions(options)).filter(
    ([name, value]) => split && ofHeldOut.includes(name) && own[name] !== value,
  )
  return Object.fromEntries(chosen)
}

/** The error of an option that only tables of data of one's own take. */
export function needsOwnData(option: string, table: string): Error {
  return badInput(
    `${optionName(option)}: goes with a table of data of your own, such as own-data, got ${table}`,
  )
}

/** What loadSplit is asked for: of folds, the first. */
export function splitRequest({ dataOptions, folds }: SearchRequest) {
  const options = { ...dataOptions, ...(folds !== undefined && { folds, fold: 1 }) }
  return requested({ ...(runDefaults as RequestedRun), ...options }, Object.keys(options))
}

/** With the number of held-out users that follows from the data, so that every run has it. */
export async function withHeldOut(
  request: SearchRequest,
  { settings: { dataSet, heldOut } }: LoadedSplit,
): Promise<SearchRequest> {
  const isDivided = await isSplit(request.data, { ...runDefaults, dataSet })
  if (isDivided || heldOut === undefined || request.folds !== undefined) return request
  return { ...request, dataOptions: { ...request.dataOptions, heldOut } }
}

/** What the tests of a table are over, and where there are folds which of them chose, in words. */
export function testedInWords({ folds, seeds, trials }: SearchRequest, { systems }: Experiment): string {
  const trainings =
    seeds.length > 1
      ? `each with the mean of ${seeds.length} trainings, one of each seed`
      : 'of one training each'
  if (folds === undefined) return `Users are held out once; tests are over users, ${trainings}.`
  const isSearched = trials > 1 && systems.some(({ space }) => Object.keys(space).length > 0)
  return `Tests are over users, ${trainings}.${isSearched ? ` ${ofFirstFold}` : ''}`
}

const ofFirstFold =
  'Options were chosen on the validation users of the first fold, who are test users of the second: the numbers of all systems profit from it alike.'

/** How the data are divided, in words. */
export function divisionInWords({ folds }: SearchRequest, { settings, split }: LoadedSplit): string {
  if (folds !== undefined) return `each user in one of ${folds} folds`
  const { heldOut, split: protocol } = settings
  if (heldOut !== undefined) return `${grouped(heldOut)} users held out for validation and as many for test`
  const [validation, test] = [split.validation, split.test].map((part) => grouped(part.heldOut.userCount))
  return protocol === 'strong'
    ? `${validation} users held out for validation and ${test} for test`
    : `--split ${protocol}: items of ${validation} users held out for validation, of ${test} for test`
}
