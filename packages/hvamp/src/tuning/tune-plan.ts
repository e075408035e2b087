import type { Command } from 'commander'
import { flag, givenOptions } from '../flags/given'
import { requireUsedOptions } from '../flags/model'
import { loadSplit } from '../inputs/load-split'
import { badInput } from '../process/bad-input'
import type { Options } from '../queue/planned-run'
import { checkMetrics, type TrainFlags } from '../runs/training-job'
import { definitionOf } from '../settings/model-table'
import { type Dimension, dimensionFrom, spaceText } from './search-space'
import { trialsOf } from './search-trials'
import { readTune, type TunePlan } from './tune-folder'

/** What is tried. */
export interface SearchFlags {
  readonly grid: readonly string[]
  readonly random: readonly string[]
  readonly trials?: number
}

/** Options of tune that are none of a trial. */
const ofSearch = ['grid', 'random', 'trials']
/** Those that may be other ones when it goes on. */
const free = ['out', 'resume', 'parallel', 'retry', 'json', 'trialMinutes', 'backend', 'threads']

/**
 * The plan that options ask for, checked with the data read.
 *
 * @param command of tune, with all options of train
 */
export async function askedPlan(
  path: string,
  flags: TrainFlags & SearchFlags,
  command: Command,
): Promise<TunePlan> {
  const { model, seed, validationMetric: metric } = flags
  const given = givenOptions(command)
  const others = ['model', ...ofSearch, ...free]
  const options = Object.fromEntries([...given].filter(([name]) => !others.includes(name))) as Options
  const space = spaceOf(flags, options, command)
  checkMetrics(flags)
  requireUsedOptions(model, [...Object.keys(options), ...space.map(({ option }) => option)])
  const trials = trialsOf(space, { count: flags.trials, seed })
  const { source } = await loadSplit(path, flags, new Set(given.keys()))
  const texts = Object.fromEntries(space.map(({ option, text }) => [option, text]))
  return { data: path, source, model, metric, options, space: texts, seed, trials }
}

/** The plan of a tuning that goes on; its data have to be what they were. */
export async function resumedPlan(folder: string, flags: TrainFlags, command: Command): Promise<TunePlan> {
  const plan = await readTune(folder)
  if (!plan) throw badInput(`--resume: must be the folder of a tuning, got '${folder}'`)
  const other = [...givenOptions(command).keys()].find((name) => !free.includes(name))
  if (other !== undefined) {
    throw badInput(`${flag(other)}: must be left out with --resume, which has the options of ${folder}`)
  }
  const { sha256 } = plan.source
  const { source } = await loadSplit(
    plan.data,
    { ...flags, ...plan.options },
    new Set(Object.keys(plan.options)),
  )
  if (source.sha256 !== sha256) {
    throw badInput(
      `${plan.data}: must be as when ${folder} was begun, with SHA-256 ${sha256}, got ${source.sha256}`,
    )
  }
  return plan
}

/** What is asked for, or else the model's own space, but for what is given. */
function spaceOf(
  { model, grid, random }: TrainFlags & SearchFlags,
  options: Options,
  command: Command,
): Dimension[] {
  const isAsked = grid.length + random.length > 0
  const own = Object.entries(definitionOf(model).space).filter(([name]) => !(name in options))
  const said = isAsked ? grid : own.map(([name, text]) => spaceText({ [name]: text }))
  const space = [
    ...said.map((text) => dimensionFrom(text, command, { where: '--grid', ranges: false })),
    ...random.map((text) => dimensionFrom(text, command, { where: '--random', ranges: true })),
  ]
  const names = [...space.map(({ option }) => option), ...Object.keys(options)]
  const twice = names.find((name, i) => names.indexOf(name) < i)
  if (twice !== undefined) {
    throw badInput(
      `--grid, --random: must name an option once, and none that is given, got ${flag(twice)} twice`,
    )
  }
  if (names.includes('warmUp') && names.includes('warmUpSteps')) {
    throw badInput('--warm-up-steps: must come without --warm-up, got both')
  }
  return space
}
