import { emitData } from '../inputs/data-summary'
import { loadSplit } from '../inputs/load-split'
import { isStandardInput } from '../inputs/on-disk'
import { tellDifferences } from '../inputs/published-counts'
import { wayToKeep } from '../inputs/way-to-keep'
import { planFromHere, type ReadPlan } from '../planned/plan-from-here'
import { runningOptions } from '../planned/running-settings'
import { requireSameData } from '../planned/same-data'
import { badInput } from '../process/bad-input'
import { chosenDataOptions } from '../settings/chosen-data'
import { requireMetrics } from '../settings/measuring'
import { requireUsedOptions } from '../settings/model'
import type { Options } from '../settings/option-arguments'
import { optionName } from '../settings/option-name'
import { explicitValues, type Requested, requested } from '../settings/requested'
import type { RequestedRun } from '../settings/run-settings'
import type { Output } from '../terminal/output'
import { type HalvingOptions, requestedHalving } from './halving'
import { modelSpaces } from './model-spaces'
import { requestedTrials, type TrialOptions } from './requested-trials'
import { type Dimension, dimensionFrom, spaceText } from './search-space'
import { readTune, type TunePlan } from './tune-folder'

/** What is tried. */
export interface SearchOptions extends TrialOptions, HalvingOptions {
  readonly grid: readonly string[]
  readonly random: readonly string[]
}

type TuneOptions = RequestedRun & SearchOptions & { readonly dataFolder?: string | undefined }

/** Options of `tune` itself. */
const ofSearch = ['grid', 'random', 'search', 'trials', 'together', 'halving', 'rungs', 'eta']
/** Options that may change when a tuning is resumed. */
const free = ['out', 'resume', ...runningOptions, 'trialMinutes']
const whenResumed = [...free, 'dataFolder'] // where the data are now

/** The plan that options ask for, checked with the data read. */
export async function requestedPlan(
  path: string,
  options: Requested<TuneOptions>,
  out?: Output,
): Promise<ReadPlan<TunePlan>> {
  const { model, seed, validationMetric: metric } = options.values
  const others = ['model', ...ofSearch, ...free]
  const chosen = Object.entries(explicitValues(options)).filter(([name]) => !others.includes(name))
  const fixed = Object.fromEntries(chosen) as Options
  const space = spaceOf(options.values, fixed)
  requireMetrics(options.values)
  const tried = space.map(({ option }) => option)
  requireUsedOptions(model, [...Object.keys(fixed), ...tried])
  const chosenTrials = requestedTrials(space, options.values)
  const halving = requestedHalving(options.values, fixed, tried)
  if (isStandardInput(path)) {
    throw badInput(
      `tune: must have data that each trial can read again, got '${path}': ${wayToKeep(path, chosenDataOptions(options))}`,
    )
  }
  const loaded = await loadSplit(path, onFirstFold(options), out)
  const { source } = loaded
  tellDifferences(loaded, out)
  emitData(loaded.summary, out)
  const texts = Object.fromEntries(space.map(({ option, text }) => [option, text]))
  const plan = {
    ...{ data: path, source, model, metric, options: fixed, space: texts, seed },
    ...(halving && { halving }),
    ...chosenTrials,
  }
  return { plan, read: loaded.settings }
}

/** The plan of a tuning that is resumed; its data have to be what they were. @param path of them, if they are not where they were */
export async function resumedPlan(
  folder: string,
  path: string | undefined,
  options: Requested<TuneOptions>,
): Promise<ReadPlan<TunePlan>> {
  const begun = await readTune(folder)
  if (!begun) throw badInput(`--resume: must be the folder of a tuning, got '${folder}'`)
  const place = path ?? options.values.dataFolder
  const plan = await planFromHere(begun, place)
  const other = Object.keys(explicitValues(options)).find((name) => !whenResumed.includes(name))
  if (other !== undefined) {
    throw badInput(`${optionName(other)}: must be left out with --resume, which has the options of ${folder}`)
  }
  const { source, settings } = await loadSplit(
    plan.data,
    onFirstFold(requested({ ...options.values, ...plan.options }, Object.keys(plan.options))),
  )
  requireSameData(folder, plan, source.sha256)
  return { plan: place === undefined ? plan : { ...plan, source }, read: settings }
}

/** The same on the first fold, where all of them are trained: the data are those of each. */
function onFirstFold<Values extends { folds?: number | undefined; fold?: number | undefined }>(
  options: Requested<Values>,
): Requested<Values> {
  const { folds, fold = 1 } = options.values
  return folds === undefined ? options : { ...options, values: { ...options.values, fold } }
}

/** What is asked for, or else the model's own space, but for what is fixed. */
function spaceOf({ model, grid, random }: TuneOptions, fixed: Options): Dimension[] {
  const isAsked = grid.length + random.length > 0
  const own = Object.entries(modelSpaces[model]).filter(([name]) => !(name in fixed))
  const grids = isAsked ? grid : own.map(([name, text]) => spaceText({ [name]: text }))
  const space = [
    ...grids.map((text) => dimensionFrom(text, { where: '--grid', ranges: false, model })),
    ...random.map((text) => dimensionFrom(text, { where: '--random', ranges: true, model })),
  ]
  const names = [...space.map(({ option }) => option), ...Object.keys(fixed)]
  const twice = names.find((name, i) => names.indexOf(name) < i)
  if (twice !== undefined) {
    throw badInput(
      `--grid, --random: must name an option once, and none that is given, got ${optionName(twice)} twice`,
    )
  }
  if (names.includes('warmUp') && names.includes('warmUpSteps')) {
    throw badInput('--warm-up-steps: must come without --warm-up, got both')
  }
  return space
}
