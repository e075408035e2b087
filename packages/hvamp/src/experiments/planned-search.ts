import { join } from 'node:path'
import { didYouMean } from '@hvamp/random'
import type { PlannedRun } from '../planned/planned-run'
import { shortened } from '../planned/schedule'
import { badInput } from '../process/bad-input'
import { type Member, membersOf } from '../series/series-plan'
import type { Options } from '../settings/option-arguments'
import { dimensionFrom, spaceText } from '../tuning/search-space'
import { type Trial, trialsOf } from '../tuning/search-trials'
import { type Experiment, type ExperimentSystem, experimentMetrics } from './experiment'
import { sparseRow } from './experiment-systems'

/** What is asked of an experiment. */
export interface SearchRequest {
  readonly folder: string
  /** As train takes it: a path, or the name of a data set. */
  readonly data: string
  /** Names of systems and blends, or undefined for all. */
  readonly rows: readonly string[] | undefined
  readonly seeds: readonly number[]
  /** Number of folds; without it the users are divided once. */
  readonly folds: number | undefined
  readonly trials: number
  /** Share of the epochs, of the warm-up and of the patience. */
  readonly budget: number
  /** Options of train about the data, and how they are divided but for the folds. */
  readonly dataOptions: Options
}

/** A system with all that may be run of it. */
export interface SystemRuns {
  readonly system: ExperimentSystem
  readonly trials: readonly { readonly trial: Trial; readonly run: PlannedRun }[]
  /** The runs that are measured on test users, once a trial is chosen: its own run, and those of other folds and seeds. */
  measuredRuns(trial: Trial): readonly PlannedRun[]
  /** Whether it is made now; the others are shown if they are there. */
  readonly isRequested: boolean
}

/** Seeds that rows were made with, by the names of the rows. */
export type RowSeeds = ReadonlyMap<string, readonly number[]>

const searchSeed = 98765

/** @throws bad input if there is no system and no blend of a name */
export function requireRows({ systems, blends }: Experiment, rows: readonly string[] | undefined): void {
  const names = [...systems, ...blends].map(({ name }) => name)
  const unknown = rows?.find((name) => !names.includes(name))
  if (unknown === undefined) return
  const sparse = sparseRow(unknown)
  const nearest = names.includes(sparse)
    ? `: ${sparse} is that model, with sparse pseudo-inputs, and this table has none with dense ones`
    : didYouMean(unknown, names)
  throw badInput(`--rows: must be of ${names.join(', ')}, got '${unknown}'${nearest}`)
}

/**
 * The trials of all systems, on the first fold with the first seed, and what follows from the choice among them.
 *
 * @param earlier seeds of rows that are not made now, but were before: those of now by default
 */
export function searchOf(
  { systems }: Experiment,
  request: SearchRequest,
  earlier: RowSeeds = new Map(),
): SystemRuns[] {
  return systems.map((system) => {
    const seeds = earlier.get(system.name) ?? request.seeds
    const [first, ...others] = membersOfSearch({ ...request, seeds })
    const folderOf = (...path: string[]) => join(request.folder, system.name, ...path)
    const runOf = (name: string, folder: string, trial: Trial, member: Member): PlannedRun => ({
      name: `${system.name}/${name}`,
      title: `${system.title}, ${name}`,
      folder,
      data: request.data,
      options: optionsOf(system, trial, member, request),
    })
    const trialRun = (trial: Trial) => runOf(trial.name, folderOf('trials', trial.name), trial, first!)
    return {
      system,
      trials: trialsOfSystem(system, request.trials).map((trial) => ({
        trial,
        run: { ...trialRun(trial), until: 'validation' as const },
      })),
      measuredRuns: (trial) => [
        trialRun(trial),
        ...others.map((member) => runOf(member.name, folderOf('runs', member.name), trial, member)),
      ],
      isRequested: request.rows?.includes(system.name) ?? true,
    }
  })
}

/** Every fold with every seed; one run for each seed where users are held out once. */
export function membersOfSearch({ folds, seeds }: Pick<SearchRequest, 'folds' | 'seeds'>): Member[] {
  return membersOf({ folds, seeds: [...seeds] })
}

function trialsOfSystem({ space }: ExperimentSystem, count: number): Trial[] {
  const dimensions = Object.entries(space).map(([name, text]) =>
    dimensionFrom(spaceText({ [name]: text }), { where: 'experiment', ranges: false }),
  )
  return trialsOf(dimensions, { count, seed: searchSeed })
}

function optionsOf(
  { model, options }: ExperimentSystem,
  trial: Trial,
  member: Member,
  { budget, dataOptions }: SearchRequest,
): Options {
  const own = { model, ...options, ...trial.options }
  return {
    ...own,
    ...shortened(own, budget),
    ...dataOptions,
    ...member.options,
    metrics: experimentMetrics.join(','),
  }
}
